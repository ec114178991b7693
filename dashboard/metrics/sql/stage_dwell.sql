-- Stays in a stage as a histogram (definitions §3): per stage (and value of a dimension) and length of stay, how many
-- ended and how many go on. A deal's stay is the sum of its visits (or, with $per_visit, each visit); the last visit
-- begun by the as-of decides whether it goes on. Lengths in steps of $step_min minutes.
-- Kaplan-Meier, quantiles and means are computed from these rows.
-- $points: null, or for every day of the period the number of the part of it that is told instead of the code.
-- Every way to leave ends a stay; stays whose start no file tells are left out and counted (stage_dwell_excluded).
-- steps_and_way: the length of the stay in steps × 8 + how it ended. In whole days both stand in the row as one number
-- (stay_way), which is quicker to count by than two.
SELECT
    stage,
    CASE WHEN $points IS NULL THEN code ELSE $points[floor_day(entered_min) - $scope['from_day'] + 1] END AS code,
    CASE
        WHEN $step_min = 1440 AND NOT $per_visit THEN stay_way
        ELSE (CASE WHEN $per_visit THEN 0 ELSE earlier_min END + left_min - entered_min) // $step_min * 8 + leaves
    END AS steps_and_way,
    count(*) AS stays
FROM scoped_stays($scope)
WHERE left_min <= $scope['as_of'] AND ($per_visit OR next_same_min > $scope['as_of'])
GROUP BY ALL
UNION ALL
SELECT
    stage,
    CASE WHEN $points IS NULL THEN code ELSE $points[floor_day(entered_min) - $scope['from_day'] + 1] END AS code,
    (CASE WHEN $per_visit THEN 0 ELSE earlier_min END + $scope['as_of'] - entered_min) // $step_min * 8
        AS steps_and_way,
    count(*) AS stays
FROM scoped_stays($scope)
WHERE left_min > $scope['as_of']
GROUP BY ALL;
