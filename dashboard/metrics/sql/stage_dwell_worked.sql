-- Stays that ended by the as-of as a histogram in whole working days (definitions §3): those of stage_dwell, counted by
-- worked_way, the working days of the stay × 8 + how it ended. Those that go on, and those that began before their
-- observation ($with_late: some did), are counted one by one (stage_dwell_working, stage_dwell_pieced).
SELECT
    stage,
    code,
    worked_way AS steps_and_way,
    count(*) AS stays
FROM scoped_stays($scope)
WHERE
    left_min <= $scope['as_of']
    AND next_same_min > $scope['as_of']
    AND (NOT $with_late OR observed_min <= entered_min)
GROUP BY ALL;
