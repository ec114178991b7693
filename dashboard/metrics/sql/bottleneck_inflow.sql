-- Deals that came into the pipeline in the last $days days, by the stage they began in and value of the dimension.
SELECT
    stage,
    code,
    count(*) AS came
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND visit_no = 1
    AND entered_min > $scope['as_of'] - $days * 1440
GROUP BY stage, code;
