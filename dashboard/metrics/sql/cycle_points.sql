-- Deals won in the period, one row a deal (definitions §5): the day they were won and the days from creation to it. A
-- close earlier than the creation on another day is left out; on the same day it is zero. $most: the newest of them.
-- The percentiles are those of all of them, not only of the rows given.
WITH cycles AS (
    SELECT
        deal,
        floor_day(placed_min) AS won_day,
        greatest(placed_min - created_min, 0) / 1440.0 AS cycle_days
    FROM scoped_visits($scope)
    WHERE
        kind = 1
        AND is_current
        AND created_min > -2147483648
        AND floor_day(placed_min) >= floor_day(created_min)
        AND in_period($scope, floor_day(placed_min))
)

SELECT
    d.deal_id,
    d.name,
    d.owner,
    cast(DATE '1970-01-01' + c.won_day AS DATE) AS won_on,
    c.cycle_days,
    count(*) OVER () AS deals,
    quantile_cont(c.cycle_days, 0.5) OVER () AS p50_days,
    quantile_cont(c.cycle_days, 0.75) OVER () AS p75_days,
    quantile_cont(c.cycle_days, 0.9) OVER () AS p90_days
FROM cycles AS c
INNER JOIN deals AS d ON c.deal = d.deal_no
ORDER BY c.won_day DESC, d.deal_id
LIMIT $most;
