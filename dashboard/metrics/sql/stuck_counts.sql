-- How many open deals have been in their stage longer than the benchmark of that stage (definitions §9), by the
-- dimension asked for. pipelines, ranks, days: the benchmarks. Age and stage as in stuck_deals.
WITH benchmarks AS (
    SELECT
        unnest(cast($pipelines AS USMALLINT[])) AS pipeline,
        unnest(cast($ranks AS USMALLINT[])) AS rank,
        unnest(cast($days AS DOUBLE[])) AS benchmark_days
)

SELECT
    v.code,
    count(*) AS stuck
FROM scoped_visits($scope) AS v
INNER JOIN benchmarks AS b ON v.pipeline = b.pipeline AND v.rank = b.rank
WHERE
    v.kind = 0
    AND v.left_min > $scope['as_of']
    AND v.entry_known
    AND (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 > b.benchmark_days
GROUP BY v.code;
