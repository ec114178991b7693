-- The stays of stage_dwell one by one, for counting their working days (definitions §3): stage, value of a dimension,
-- how the stay ended, and its first and last minute, cut off at the as-of. $by_day: those that ended by then are in
-- stage_dwell_worked. Those of more than one visit, and those that began before their observation ($with_late: some
-- did), are in stage_dwell_pieced.
SELECT
    stage,
    code,
    leaves,
    entered_min,
    least(left_min, $scope['as_of']) AS left_min
FROM scoped_stays($scope)
WHERE
    next_same_min > $scope['as_of']
    AND earlier_min = 0
    AND (NOT $with_late OR observed_min <= entered_min)
    AND (NOT $by_day OR left_min > $scope['as_of']);
