-- Rework (definitions §3): per stage the deals that came back to it up to the as-of. Deals that entered the pipeline in
-- the period and have a stage history.
SELECT
    stage,
    count(DISTINCT deal) AS came_back
FROM scoped_visits($scope)
WHERE kind = 0 AND NOT is_first AND evidence < 3 AND in_period($scope, cohort_day)
GROUP BY stage;
