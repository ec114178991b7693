-- Value of the deals that visited each stage (definitions §2, funnel of deals that entered): amounts at the as-of.
-- The visit that a deal is in knows the stages visited so far, up to rank 61; the visits of higher ranks are read.
WITH visited AS (
    SELECT
        v.pipeline,
        v.visited,
        coalesce(sum(s.value), 0) AS value,
        coalesce(sum(s.value * s.probability), 0) AS weighted
    FROM scoped_visits($scope) AS v
    INNER JOIN scoped_states($scope) AS s ON v.deal = s.deal AND s.to_min > $scope['as_of']
    WHERE
        v.is_current
        AND v.evidence < 3
        AND in_period($scope, v.cohort_day)
    GROUP BY v.pipeline, v.visited
)

SELECT
    v.pipeline,
    r.rank,
    sum(v.value) AS value,
    sum(v.weighted) AS weighted
FROM visited AS v
INNER JOIN range(1, 62) AS r (rank) ON v.visited & (cast(1 AS BIGINT) << r.rank) > 0
GROUP BY v.pipeline, r.rank
UNION ALL
SELECT
    v.pipeline,
    v.rank,
    coalesce(sum(s.value), 0) AS value,
    coalesce(sum(s.value * s.probability), 0) AS weighted
FROM scoped_visits($scope) AS v
INNER JOIN scoped_states($scope) AS s ON v.deal = s.deal AND s.to_min > $scope['as_of']
WHERE
    v.kind = 0
    AND v.rank > 61
    AND v.is_first
    AND v.evidence < 3
    AND in_period($scope, v.cohort_day)
GROUP BY v.pipeline, v.rank;
