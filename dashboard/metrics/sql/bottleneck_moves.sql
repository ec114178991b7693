-- How many visits to each stage began (came) and ended (went) in the last $days days, by value of the dimension.
-- Visits that go on leave after the as-of, if ever.
SELECT
    stage,
    code,
    count_if(entered_min > $scope['as_of'] - $days * 1440) AS came,
    count_if(NOT is_current) AS went
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND left_min > $scope['as_of'] - $days * 1440
GROUP BY stage, code;
