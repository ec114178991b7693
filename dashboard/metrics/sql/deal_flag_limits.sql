-- What the won deals of each pipeline say of amounts and of time (definitions §9): the amount below which a share of
-- them lies, and the days from creation to close within which 90 % were won. Deals won up to the as-of.
WITH won AS (
    SELECT
        v.pipeline,
        v.value,
        CASE
            WHEN v.created_min > -2147483648 AND floor_day(v.placed_min) >= floor_day(v.created_min)
                THEN greatest(v.placed_min - v.created_min, 0) / 1440.0
        END AS cycle_days
    FROM scoped_visits($scope) AS v
    WHERE v.kind = 1 AND v.is_current
)

SELECT
    pipeline,
    count(value) AS amounts,
    quantile_cont(value, cast($part AS DOUBLE)) AS large_value,
    count(cycle_days) AS cycles,
    quantile_cont(cycle_days, 0.9) AS long_cycle_days
FROM won
GROUP BY pipeline;
