-- Deals that were open at an earlier instant ($then_min), by stage and age band then, and what they are by the as-of:
-- 0 still open, 1 won, 2 lost, 3 void. The chances of that day are held against it. Deals of unknown age had none.
SELECT
    b.pipeline,
    b.rank,
    a.first_day,
    n.kind,
    count(*) AS deals
FROM scoped_states($scope) AS b
INNER JOIN scoped_ages($scope, $then_min, $bands) AS a ON b.deal = a.deal AND b.rank = a.rank
INNER JOIN scoped_states($scope) AS n ON b.deal = n.deal AND n.to_min > $scope['as_of']
WHERE b.kind = 0 AND b.from_min <= $then_min AND b.to_min > $then_min
GROUP BY ALL;
