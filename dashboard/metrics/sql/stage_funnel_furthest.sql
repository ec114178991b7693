-- Reached funnel, first half (definitions §2): every deal of the cohort once, by the furthest stage it visited up to
-- the as-of and by what it is now. Reached(s) is the sum over furthest >= s; won counts as the step after the last
-- stage.
-- Cohort: deals that entered the pipeline in the period. Value: amount at the as-of; weighted: times the file's
-- probability. A deal missing from the newest file of its list (kind 4) has no known outcome: it counts as open.
SELECT
    pipeline,
    CASE kind WHEN 4 THEN 0 ELSE kind END AS kind,
    furthest,
    evidence,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    coalesce(sum(value * probability), 0) AS weighted
FROM scoped_states($scope)
WHERE
    to_min > $scope['as_of']
    AND in_period($scope, cohort_day)
GROUP BY ALL;
