-- Visits that bottleneck_worked leaves out, one by one, for counting them in working days (definitions §3), of those
-- that were there after $first_min: stage, value of a dimension, how the visit ended (5: void), when it began, when a
-- history that starts late first shows it ($with_late: some do), and when it ended, cut off after the as-of.
SELECT
    stage,
    code,
    leaves,
    entered_min,
    CASE WHEN $with_late THEN greatest(observed_min, entered_min) ELSE entered_min END AS observed_min,
    least(left_min, $scope['as_of'] + 1) AS left_min
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND left_min > $first_min
    AND (worked_exit_way = 1000 OR worked_min >= $most_min OR ($with_late AND observed_min > entered_min))
    AND ($stages IS NULL OR list_contains($stages, stage));
