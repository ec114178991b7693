-- The stays that stage_dwell_worked and stage_dwell_working leave out, with the minutes of their last visit and the
-- working minutes of those before it. $by_day: as there. observed_min: when a stay that began before its observation
-- came under it, else -2147483648 ($with_late: some did).
SELECT
    stage,
    code,
    leaves,
    entered_min,
    least(left_min, $scope['as_of']) AS left_min,
    CASE
        WHEN $with_late AND observed_min > entered_min THEN least(observed_min, $scope['as_of'])
        ELSE -2147483648
    END AS observed_min,
    earlier_worked_min
FROM scoped_stays($scope)
WHERE
    next_same_min > $scope['as_of']
    AND (
        (earlier_min > 0 AND (NOT $by_day OR left_min > $scope['as_of']))
        OR ($with_late AND observed_min > entered_min)
    );
