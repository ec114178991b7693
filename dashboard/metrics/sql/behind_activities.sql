-- The deals whose activities are counted (definitions §10): open at some time of the period, and $kind (1 won, 2 lost)
-- at the as-of.
SELECT DISTINCT deal
FROM scoped_openings($scope, $start_min, $end_min)
WHERE kind = $kind;
