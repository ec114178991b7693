-- Won, lost and void of deals closed in the period (definitions §4): one outcome a deal, its last close up to the
-- as-of.
-- Value: amount at close at that day's rate; amounts of zero or less, or missing, are left out of the value rate and
-- counted. $from_rank: only deals with a stage history that reached this stage, as won deals did (0: all).
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
    AND ($from_rank = 0 OR (evidence < 3 AND (kind = 1 OR furthest_before >= $from_rank)))
GROUP BY kind;
