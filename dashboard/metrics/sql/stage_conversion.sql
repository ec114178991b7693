-- Conversion within h days (definitions §2): how each stay in a stage has ended, as counts from which Aalen-Johansen is
-- computed. Stays that began in the period, per stage and length: leaves 1 advanced, 2 moved back, 3 won, 4 lost,
-- 5 void, 0 still there. A stay is followed for $most_min minutes and no longer; later ends say nothing about h days.
-- joined: the age at which a stay came under observation where its history starts late (left truncation), a step before
-- its end at the latest, so that it is at risk when it ends; else 0 or less.
-- Lengths and ages in steps of $step_min minutes. Stays whose beginning no file tells are left out and counted
-- (stage_dwell_excluded).
WITH stays AS (
    SELECT
        stage,
        greatest(observed_min - entered_min, 0) AS joined_min,
        least(left_min, $scope['as_of']) - entered_min AS stay_min,
        leaves
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entry_known
        AND in_period($scope, floor_day(entered_min))
)

SELECT
    stage,
    least(joined_min // $step_min, least(stay_min, $most_min) // $step_min - 1) AS joined,
    least(stay_min, $most_min) // $step_min AS steps,
    CASE WHEN stay_min < $most_min THEN leaves ELSE 0 END AS leaves,
    count(*) AS stays
FROM stays
WHERE (joined_min = 0 OR joined_min < stay_min) AND joined_min < $most_min
GROUP BY ALL;
