-- Deals in scope as of now by the dimension asked for, the largest value first; code 0: without a value.
SELECT
    code,
    count(*) AS deals
FROM scoped_states($scope)
WHERE to_min > $scope['as_of']
GROUP BY code
ORDER BY deals DESC, code;
