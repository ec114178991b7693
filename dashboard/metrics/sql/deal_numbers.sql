-- Numbers of deals by their ids, within the scope.
SELECT s.deal
FROM scoped_states($scope) AS s
INNER JOIN deals AS d ON s.deal = d.deal_no
WHERE
    s.to_min > $scope['as_of']
    AND list_contains($deal_ids, d.deal_id);
