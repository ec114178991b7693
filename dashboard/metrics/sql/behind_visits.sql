-- The deals behind one mark that counts visits. $part: entered (visited the stage at all), in_order (came so far in
-- strict order), in_order_won (and was won after the last of them), stays (all stays counted by the dwell metric),
-- completed, staying; the last three by a value of a dimension. waiting: all that are in the stage now, whenever they
-- came.
SELECT DISTINCT deal
FROM scoped_visits($scope)
WHERE
    evidence < 3
    AND ($pipeline IS NULL OR pipeline = $pipeline)
    AND CASE
        WHEN $part = 'entered' THEN kind = 0 AND rank = $rank AND is_first AND in_period($scope, cohort_day)
        WHEN $part = 'in_order' THEN is_current AND strict_depth >= $rank AND in_period($scope, cohort_day)
        WHEN $part = 'in_order_won'
            THEN is_current AND kind = 1 AND strict_depth >= $rank - 1 AND in_period($scope, cohort_day)
        WHEN $part = 'waiting'
            THEN kind = 0 AND rank = $rank AND is_current AND ($code IS NULL OR code = $code)
        ELSE
            kind = 0
            AND rank = $rank
            AND entry_known
            AND next_same_min > $scope['as_of']
            AND in_period($scope, floor_day(entered_min))
            AND CASE $part WHEN 'completed' THEN leaves > 0 WHEN 'staying' THEN leaves = 0 ELSE TRUE END
            AND (
                $code IS NULL
                OR code = $code
            )
    END;
