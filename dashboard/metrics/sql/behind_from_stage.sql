-- The deals behind the win rate from a stage on (see from_stage_rates): won, or lost after they had come to $rank.
SELECT deal
FROM scoped_visits($scope)
WHERE
    kind BETWEEN 1 AND 2
    AND is_current
    AND evidence < 3
    AND in_period($scope, floor_day(placed_min))
    AND pipeline = $pipeline
    AND (kind = 1 OR furthest_before >= $rank);
