-- Visits under observation at $first_min or at $last_min, one by one: when they began, when they came under observation
-- and when they ended. A visit is watched from its beginning, or from when a history that starts late first shows it
-- ($with_late: some do), up to $most_days of age. Most that stand at one of two instants stand at the other too, so
-- that one scan for both costs little more than for one.
SELECT
    stage,
    code,
    entered_min,
    CASE WHEN $with_late THEN greatest(observed_min, entered_min) ELSE entered_min END AS observed_min,
    left_min
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND left_min > $first_min
    AND entered_min < $last_min
    AND (entered_min < $first_min OR left_min > $last_min)
    AND entered_min > $first_min - $most_days * 1440
    AND (NOT $with_late OR observed_min < $last_min)
    AND ($stages IS NULL OR list_contains($stages, stage));
