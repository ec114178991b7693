-- Days from entering the pipeline to the outcome (definitions §4, win curve), counted by month of entry: kind 1 won,
-- 2 lost, 3 void, 0 still open at the as-of, 4 no longer in its list (not known since). One outcome a deal: its last
-- one up to the as-of, dated by the close the file states. asked: the deal entered in the period; the others only tell
-- how long deals usually take. Deals with an unknown entry have no month; a close before the entry is told apart.
SELECT
    CASE WHEN cohort_day > -2147483648 THEN cast(month_of(cohort_day) AS INTEGER) END AS month,
    in_period($scope, cohort_day) AS asked,
    kind,
    CASE
        WHEN cohort_day = -2147483648 THEN NULL
        WHEN kind = 0 THEN floor_day($scope['as_of']) - cohort_day
        ELSE least(floor_day(placed_min), floor_day($scope['as_of'])) - cohort_day
    END AS days,
    count(*) AS deals,
    max(cohort_day) AS last_day
FROM scoped_visits($scope)
WHERE is_current
GROUP BY ALL
ORDER BY ALL;
