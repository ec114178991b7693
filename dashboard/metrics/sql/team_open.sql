-- Open deals at the as-of by the dimension asked for: how many, their value at the as-of's rate, and how many of them
-- stand still ($stuck: their numbers).
SELECT
    code,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    count(*) - count(value) AS no_value,
    count(*) FILTER (WHERE list_contains(cast($stuck AS INTEGER[]), deal)) AS stuck
FROM scoped_states($scope)
WHERE kind = 0 AND to_min > $scope['as_of']
GROUP BY code;
