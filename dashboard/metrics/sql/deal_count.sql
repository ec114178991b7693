-- How many deals are known by the as-of.
SELECT count(*) AS deals
FROM scoped_states($scope)
WHERE to_min > $scope['as_of'];
