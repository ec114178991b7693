-- The stays that stage_dwell_working leaves out, with the minutes of their last visit. observed_min: when a stay that
-- began before its observation came under it, else -2147483648 ($with_late: some did). returning_deal: a deal that was
-- in the stage before, else -1; its earlier visits are those of stage_dwell_earlier.
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
    CASE WHEN earlier_min > 0 THEN deal ELSE -1 END AS returning_deal
FROM scoped_stays($scope)
WHERE
    next_same_min > $scope['as_of']
    AND (earlier_min > 0 OR ($with_late AND observed_min > entered_min));
