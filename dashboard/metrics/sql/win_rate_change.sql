-- Won and lost by a dimension in two periods (definitions §4, rate and mix): place 1 is [from_day, before_day), place 0
-- [then_day, from_day), by the day of closing; one outcome a deal, its last one up to the as-of.
SELECT
    code,
    floor_day(placed_min) >= $from_day AS is_later,
    kind,
    count(*) AS deals
FROM scoped_visits($scope)
WHERE
    kind IN (1, 2)
    AND is_current
    AND floor_day(placed_min) >= $then_day
    AND floor_day(placed_min) < $before_day
GROUP BY ALL;
