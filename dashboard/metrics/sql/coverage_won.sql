-- Won in the period so far: deals, and their amounts at the rate of the day they closed.
SELECT
    code,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value
FROM scoped_visits($scope)
WHERE
    kind = 1
    AND is_current
    AND floor_day(placed_min) >= $from_day
    AND floor_day(placed_min) < $before_day
GROUP BY code;
