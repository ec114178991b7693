-- What is open at the as-of and when it is due (definitions §6): due in the rest of [$from_day, $before_day), overdue
-- (due before the as-of's day; left out of coverage), and without a date. Value: reporting currency at the as-of's
-- rate; deals without an amount or a rate are counted, not valued. Weighted: value × the probability of the file.
SELECT
    code,
    CASE
        WHEN close_day = 2147483647 THEN 'undated'
        WHEN close_day < $today THEN 'overdue'
        WHEN close_day >= $from_day AND close_day < $before_day THEN 'due'
        ELSE 'later'
    END AS place,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    coalesce(sum(value * probability), 0) AS weighted,
    count(*) - count(value) AS no_value
FROM scoped_states($scope)
WHERE kind = 0 AND to_min > $scope['as_of']
GROUP BY ALL;
