-- The deals behind the coverage of a period (definitions §6), of one value of the dimension asked for ($code, null:
-- all). $part: won (in [$from_day, $before_day)), due (open, expected in the rest of it), overdue (open, expected
-- before $today), undated (open, no date), open (all of them).
SELECT deal
FROM scoped_states($scope)
WHERE
    $part <> 'won'
    AND kind = 0
    AND to_min > $scope['as_of']
    AND ($code IS NULL OR code = $code)
    AND CASE $part
        WHEN 'overdue' THEN close_day < $today
        WHEN 'undated' THEN close_day = 2147483647
        WHEN 'due' THEN close_day >= greatest($today, $from_day) AND close_day < $before_day
        ELSE $part = 'open'
    END
UNION ALL
SELECT deal
FROM scoped_visits($scope)
WHERE
    $part = 'won'
    AND kind = 1
    AND is_current
    AND floor_day(placed_min) >= $from_day
    AND floor_day(placed_min) < $before_day
    AND ($code IS NULL OR code = $code);
