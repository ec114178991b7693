-- The deals behind a lever of velocity on $last_day, with what was known then (definitions §5, as sales_velocity).
-- $part: open_deals (open at or above $from_rank), win_rate (closed in the $window_days before), mean_won_amount (won
-- in them with an amount), mean_days_to_win (won in them, created no later than closed).
SELECT DISTINCT deal
FROM scoped_states($scope)
WHERE
    $part = 'open_deals'
    AND kind = 0
    AND rank >= $from_rank
    AND from_day <= $last_day
    AND (to_day > $last_day OR to_min > $scope['as_of'])
UNION ALL
SELECT DISTINCT deal
FROM scoped_visits($scope)
WHERE
    $part <> 'open_deals'
    AND kind IN (1, 2)
    AND floor_day(entered_min) <= $last_day
    AND floor_day(left_min) > $last_day
    AND floor_day(placed_min) > $last_day - $window_days
    AND floor_day(placed_min) <= $last_day
    AND CASE $part
        WHEN 'mean_won_amount' THEN kind = 1 AND value IS NOT NULL
        WHEN 'mean_days_to_win'
            THEN kind = 1 AND created_min > -2147483648 AND floor_day(placed_min) >= floor_day(created_min)
        ELSE TRUE
    END;
