-- The deals that were open at an instant up to the as-of: the first and the last bar of the waterfall (definitions
-- §8).
SELECT deal
FROM scoped_states($scope)
WHERE
    kind = 0
    AND from_min <= $instant
    AND to_min > $instant;
