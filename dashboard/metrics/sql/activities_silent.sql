-- Days since the last activity of deals that are open at the as-of and were open in the period: the median by value of
-- the dimension and type; type null: since the last of any type. Of a deal that was open once, without a break, the
-- row of an activity tells whether it was the last.
WITH whole AS (
    SELECT
        a.code,
        a.type,
        floor_day($scope['as_of']) - a.done_day AS silent_days,
        a.later_min > $scope['as_of'] AS is_last
    FROM scoped_activities($scope) AS a
    WHERE
        a.is_whole
        AND a.later_same_min > $scope['as_of']
        AND a.to_min > $scope['as_of']
        AND a.from_min < $end_min
        AND ($start_min IS NULL OR (a.to_min > $start_min AND $start_min < $end_min))
),

broken AS (
    SELECT
        m.deal,
        m.code,
        a.type,
        floor_day($scope['as_of']) - max(a.done_day) AS silent_days
    FROM scoped_openings($scope, $start_min, $end_min) AS m
    INNER JOIN scoped_broken_activities($scope) AS a ON m.deal = a.deal
    WHERE NOT m.is_whole AND m.kind = 0
    GROUP BY m.deal, m.code, a.type
)

SELECT
    e.code,
    e.type,
    median(e.silent_days) AS silent_days
FROM (
    SELECT
        w.code,
        w.type,
        w.silent_days
    FROM whole AS w
    UNION ALL
    SELECT
        w.code,
        NULL AS type,
        w.silent_days
    FROM whole AS w
    WHERE w.is_last
    UNION ALL
    SELECT
        b.code,
        b.type,
        b.silent_days
    FROM broken AS b
    UNION ALL
    SELECT
        b.code,
        NULL AS type,
        min(b.silent_days) AS silent_days
    FROM broken AS b
    GROUP BY b.deal, b.code
) AS e
GROUP BY e.code, e.type;
