-- Deals whose expected close was moved later (definitions §7), open at the as-of: how often, the days of all those
-- moves added up, the date that was first stated, and the one that holds now. Moves up to the as-of, made while the
-- deal was open; a change in the save that closes it does not count.
WITH moves AS (
    SELECT
        c.deal_no AS deal,
        c."at",
        minute_of(c."at") AS at_min,
        try_cast(c.old_value AS DATE) AS old_day,
        date_diff('day', try_cast(c.old_value AS DATE), try_cast(c.new_value AS DATE)) AS moved_days
    FROM deal_changes AS c
    WHERE c.field = 'expected_close'
),

pushed AS (
    SELECT
        m.deal,
        count(*) FILTER (WHERE m.moved_days > 0) AS pushes,
        sum(m.moved_days) FILTER (WHERE m.moved_days > 0) AS days_pushed,
        arg_min(m.old_day, m."at") AS original_close
    FROM moves AS m
    INNER JOIN scoped_states($scope) AS s
        ON m.deal = s.deal AND m.at_min >= s.from_min AND m.at_min < s.to_min AND s.kind = 0
    WHERE m.at_min <= $scope['as_of']
    GROUP BY m.deal
    HAVING count(*) FILTER (WHERE m.moved_days > 0) > 0
)

SELECT
    d.deal_id,
    coalesce(d.name, '') AS name,
    coalesce(d.owner, '') AS owner,
    coalesce(g.stage, '') AS stage,
    p.pushes,
    p.days_pushed,
    p.original_close,
    CASE WHEN s.close_day < 2147483647 THEN cast(DATE '1970-01-01' + s.close_day AS DATE) END AS expected_close,
    s.value
FROM pushed AS p
INNER JOIN scoped_states($scope) AS s ON p.deal = s.deal AND s.kind = 0 AND s.to_min > $scope['as_of']
INNER JOIN deals AS d ON p.deal = d.deal_no
LEFT JOIN stages AS g ON s.stage = g.stage_code
ORDER BY p.pushes DESC, p.days_pushed DESC, d.deal_id;
