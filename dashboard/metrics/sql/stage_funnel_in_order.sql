-- Funnel in strict order (definitions §2): deals that visited stage 1, then 2, ... up to s, other visits in between
-- allowed.
-- Value: amount at the as-of.
SELECT
    v.pipeline,
    v.kind,
    v.strict_depth,
    count(*) AS deals,
    coalesce(sum(s.value), 0) AS value,
    coalesce(sum(s.value * s.probability), 0) AS weighted
FROM scoped_visits($scope) AS v
INNER JOIN scoped_states($scope) AS s ON v.deal = s.deal AND s.to_min > $scope['as_of']
WHERE
    v.is_current
    AND v.evidence < 3
    AND in_period($scope, v.cohort_day)
GROUP BY v.pipeline, v.kind, v.strict_depth;
