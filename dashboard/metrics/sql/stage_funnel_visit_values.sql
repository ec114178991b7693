-- Value of the deals that visited each stage (definitions §2, funnel of deals that entered): amounts at the as-of.
SELECT
    v.pipeline,
    v.rank,
    coalesce(sum(s.value), 0) AS value,
    coalesce(sum(s.value * s.probability), 0) AS weighted
FROM scoped_visits($scope) AS v
INNER JOIN scoped_states($scope) AS s ON v.deal = s.deal AND s.to_min > $scope['as_of']
WHERE
    v.kind = 0
    AND v.is_first
    AND v.evidence < 3
    AND in_period($scope, v.cohort_day)
GROUP BY v.pipeline, v.rank;
