-- The deals whose activities are counted (definitions §10): open at some time of the period, and $kind (1 won, 2 lost)
-- at the as-of.
SELECT DISTINCT s.deal
FROM scoped_states($scope) AS s
INNER JOIN scoped_states($scope) AS k ON s.deal = k.deal AND k.to_min > $scope['as_of'] AND k.kind = $kind
WHERE
    s.kind = 0
    AND s.from_min < $end_min
    AND ($start_min IS NULL OR (s.to_min > $start_min AND $start_min < $end_min));
