-- From a stage to won (definitions §5): deals won in the period, days from first entering the stage to the close, by
-- stage. Stays whose beginning no file tells are left out; a close before the entry on another day too, on the same day
-- it is zero. The medians of the stages do not add up to that of the cycle.
WITH won AS (
    SELECT
        deal,
        placed_min
    FROM scoped_visits($scope)
    WHERE
        kind = 1
        AND is_current
        AND evidence < 3
        AND in_period($scope, floor_day(placed_min))
),

-- What decides between deal and visit stands here and not in the join, which is by deal alone then and twice as fast.
ways AS (
    SELECT
        v.stage,
        CASE
            WHEN w.placed_min >= v.entered_min THEN w.placed_min - v.entered_min
            WHEN floor_day(w.placed_min) = floor_day(v.entered_min) THEN 0
        END AS minutes
    FROM scoped_visits($scope) AS v
    INNER JOIN won AS w ON v.deal = w.deal
    WHERE
        v.kind = 0
        AND v.is_first
        AND v.entry_known
)

SELECT
    stage,
    count(minutes) AS deals,
    median(minutes) / 1440.0 AS median_days,
    avg(minutes) / 1440.0 AS mean_days
FROM ways
GROUP BY stage
HAVING count(minutes) > 0;
