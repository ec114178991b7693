-- Activities of deals while they were open in the period, up to the as-of (definitions §10): by type, by the dimension
-- asked for. An activity counts on the days on which its deal was open. Deals without any are in the numbers of deals
-- and of open minutes. type null: all types together. silent_days: median over open deals of the days since the last.
WITH open_states AS (
    SELECT
        s.deal,
        s.code,
        greatest(s.from_min, coalesce($start_min, s.from_min)) AS from_min,
        least(s.to_min, $end_min) AS to_min
    FROM scoped_states($scope) AS s
    WHERE
        s.kind = 0
        AND s.from_min < $end_min
        AND ($start_min IS NULL OR (s.to_min > $start_min AND $start_min < $end_min))
),

outcomes AS (
    SELECT
        s.deal,
        s.kind
    FROM scoped_states($scope) AS s
    WHERE s.to_min > $scope['as_of']
),

members AS (
    SELECT
        o.deal,
        o.code,
        k.kind,
        sum(o.to_min - o.from_min) AS open_minutes
    FROM open_states AS o
    LEFT JOIN outcomes AS k ON o.deal = k.deal
    GROUP BY o.deal, o.code, k.kind
),

done AS (
    SELECT
        a.deal_no AS deal,
        coalesce(a.type, 'other') AS type,
        floor_day(minute_of(a.done_at)) AS day,
        row_number() OVER () AS activity_no
    FROM activities AS a
    WHERE a.deal_no IN (SELECT m.deal FROM members AS m) AND minute_of(a.done_at) <= $scope['as_of']
),

counted AS (
    SELECT DISTINCT
        d.activity_no,
        d.deal,
        o.code,
        d.type,
        d.day
    FROM done AS d
    INNER JOIN open_states AS o
        ON
            d.deal = o.deal
            AND d.day >= floor_day(o.from_min)
            AND d.day <= floor_day(o.to_min)
    WHERE ($start_min IS NULL OR d.day >= floor_day($start_min)) AND d.day < floor_day($end_min + 1439)
),

types AS (
    SELECT DISTINCT c.type
    FROM counted AS c
    UNION ALL
    SELECT NULL AS type
),

lasts AS (
    SELECT
        d.deal,
        d.type,
        max(d.day) AS last_day
    FROM done AS d
    GROUP BY GROUPING SETS ((d.deal, d.type), (d.deal))
),

by_deal AS (
    SELECT
        m.deal,
        m.code,
        m.kind,
        m.open_minutes,
        t.type,
        count(c.activity_no) AS activities
    FROM members AS m
    CROSS JOIN types AS t
    LEFT JOIN counted AS c
        ON m.deal = c.deal AND m.code = c.code AND (t.type IS NULL OR c.type = t.type)
    GROUP BY m.deal, m.code, m.kind, m.open_minutes, t.type
)

SELECT
    b.code,
    b.type,
    count(*) AS deals,
    cast(sum(b.activities) AS BIGINT) AS activities,
    count(*) FILTER (WHERE b.activities = 0) AS zero_deals,
    sum(b.open_minutes) / 1440.0 AS open_days,
    count(*) FILTER (WHERE b.kind = 1) AS won_deals,
    cast(coalesce(sum(b.activities) FILTER (WHERE b.kind = 1), 0) AS BIGINT) AS won_activities,
    coalesce(sum(b.open_minutes) FILTER (WHERE b.kind = 1), 0) / 1440.0 AS won_days,
    count(*) FILTER (WHERE b.kind = 2) AS lost_deals,
    cast(coalesce(sum(b.activities) FILTER (WHERE b.kind = 2), 0) AS BIGINT) AS lost_activities,
    coalesce(sum(b.open_minutes) FILTER (WHERE b.kind = 2), 0) / 1440.0 AS lost_days,
    median(floor_day($scope['as_of']) - l.last_day) FILTER (WHERE b.kind = 0) AS silent_days
FROM by_deal AS b
LEFT JOIN lasts AS l ON b.deal = l.deal AND b.type IS NOT DISTINCT FROM l.type
GROUP BY b.code, b.type
ORDER BY b.code, b.type IS NOT NULL, activities DESC, b.type;
