-- Days from creation to close of deals closed in the period (definitions §5), won and ($with_lost) lost apart. A close
-- earlier than the creation on another day is left out and counted (with $with_reversed it stays in, with its negative
-- days); on the same day it is zero. Medians interpolate linearly.
WITH cycles AS (
    SELECT
        kind,
        code,
        created_min > -2147483648 AS has_creation,
        floor_day(placed_min) >= floor_day(created_min) OR $with_reversed AS in_order,
        CASE
            WHEN created_min = -2147483648 THEN NULL
            WHEN floor_day(placed_min) < floor_day(created_min) THEN (placed_min - created_min) / 1440.0
            ELSE greatest(placed_min - created_min, 0) / 1440.0
        END AS cycle_days
    FROM scoped_visits($scope)
    WHERE
        (kind = 1 OR (kind = 2 AND $with_lost))
        AND is_current
        AND in_period($scope, floor_day(placed_min))
)

SELECT
    code,
    kind,
    count(*) AS deals,
    count(*) FILTER (WHERE NOT has_creation) AS no_creation,
    count(*) FILTER (WHERE has_creation AND NOT in_order) AS out_of_order,
    avg(cycle_days) FILTER (WHERE has_creation AND in_order) AS mean_days,
    quantile_cont(cycle_days, [0.25, 0.5, 0.75]) FILTER (WHERE has_creation AND in_order) AS quantile_days
FROM cycles
GROUP BY code, kind
ORDER BY code, kind;
