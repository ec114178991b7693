-- Open deals at the as-of by the dimension asked for: how many, their value at the as-of's rate, and how many have no
-- value.
SELECT
    code,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    count(*) - count(value) AS no_value
FROM scoped_states($scope)
WHERE kind = 0 AND to_min > $scope['as_of']
GROUP BY code;
