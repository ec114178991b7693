-- The deals behind a win curve (definitions §4): those that entered the pipeline in one of $months (year × 12 + month
-- − 1) and in the period, and were not closed before they entered it; of each its outcome at the as-of.
SELECT deal
FROM scoped_visits($scope)
WHERE
    is_current
    AND cohort_day > -2147483648
    AND in_period($scope, cohort_day)
    AND list_contains(cast($months AS INTEGER[]), cast(month_of(cohort_day) AS INTEGER))
    AND (kind = 0 OR least(floor_day(placed_min), floor_day($scope['as_of'])) >= cohort_day);
