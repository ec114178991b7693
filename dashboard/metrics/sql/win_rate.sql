-- Won, lost and void of deals closed in the period (definitions §4): one outcome a deal, its last close up to the
-- as-of.
-- Value: amount at close at that day's rate; amounts of zero or less, or missing, are left out of the value rate and
-- counted.
SELECT
    kind,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    count(*) - count(value) AS no_value
FROM scoped_visits($scope)
WHERE
    kind > 0
    AND is_current
    AND in_period($scope, floor_day(placed_min))
GROUP BY kind;
