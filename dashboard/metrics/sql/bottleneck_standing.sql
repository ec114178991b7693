-- Visits under observation at $at_min, one by one: when they began. A visit is watched from its beginning, or from when
-- a history that starts late first shows it ($with_late: some do), up to $most_days of age.
SELECT
    stage,
    code,
    entered_min
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND entered_min < $at_min
    AND (NOT $with_late OR observed_min < $at_min)
    AND left_min > $at_min
    AND entered_min > $at_min - $most_days * 1440
    AND ($stages IS NULL OR list_contains($stages, stage));
