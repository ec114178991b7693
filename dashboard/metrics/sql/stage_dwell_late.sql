-- Stays that were already going on when they came under observation (definitions §3, left truncation): per stage and
-- value the age at which they join the population at risk: a step before their end at the latest, so that they are at
-- risk when they end. Same stays and steps as stage_dwell.
SELECT
    stage,
    CASE WHEN $points IS NULL THEN code ELSE $points[floor_day(entered_min) - $scope['from_day'] + 1] END AS code,
    least(
        (CASE WHEN $per_visit THEN 0 ELSE earlier_min END + observed_min - entered_min) // $step_min,
        (CASE WHEN $per_visit THEN 0 ELSE earlier_min END + least(left_min, $scope['as_of']) - entered_min)
        // $step_min - 1
    ) AS steps,
    count(*) AS stays
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND observed_min > entered_min
    AND ($per_visit OR next_same_min > $scope['as_of'])
    AND in_period($scope, floor_day(entered_min))
GROUP BY ALL;
