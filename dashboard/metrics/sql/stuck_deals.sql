-- Open deals that have been in their stage longer than the benchmark of that stage (definitions §9), longest excess
-- first.
-- age: sum of the visits to the present stage up to the as-of. Benchmarks: pipelines, ranks, days and the stays they
-- rest on.
WITH benchmarks AS (
    SELECT
        unnest(cast($pipelines AS USMALLINT[])) AS pipeline,
        unnest(cast($ranks AS USMALLINT[])) AS rank,
        unnest(cast($days AS DOUBLE[])) AS benchmark_days,
        unnest(cast($stays AS BIGINT[])) AS benchmark_n
),

late AS (
    SELECT
        v.deal,
        v.rank,
        b.benchmark_days,
        b.benchmark_n,
        (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 AS age_days
    FROM scoped_visits($scope) AS v
    INNER JOIN benchmarks AS b ON v.pipeline = b.pipeline AND v.rank = b.rank
    WHERE
        v.kind = 0
        AND v.is_current
        AND v.entry_known
        AND (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 > b.benchmark_days
),

standing AS (
    SELECT
        s.deal,
        s.value,
        s.close_day
    FROM scoped_states($scope) AS s
    WHERE s.kind = 0 AND s.to_min > $scope['as_of']
),

longest AS (
    SELECT
        l.*,
        s.value,
        s.close_day
    FROM late AS l
    INNER JOIN standing AS s ON l.deal = s.deal
    ORDER BY
        (l.age_days - l.benchmark_days) * coalesce(s.value, 0) DESC, l.age_days - l.benchmark_days DESC, l.deal
    LIMIT $most
),

pushed AS (
    SELECT
        c.deal_no,
        count(*) AS pushes
    FROM deal_changes AS c
    WHERE
        c.field = 'expected_close'
        AND c.new_value > c.old_value
        AND minute_of(c."at") <= $scope['as_of']
        AND c.deal_no IN (SELECT l.deal FROM longest AS l)
    GROUP BY c.deal_no
)

SELECT
    d.deal_id,
    d.name,
    d.owner,
    d.pipeline,
    g.stage,
    l.age_days,
    l.benchmark_days,
    l.benchmark_n,
    l.value,
    d.account,
    CASE WHEN l.close_day < 2147483647 THEN cast(DATE '1970-01-01' + l.close_day AS DATE) END AS expected_close,
    d.next_step,
    coalesce(p.pushes, 0) AS pushes,
    (SELECT count(*) FROM late) AS all_stuck
FROM longest AS l
INNER JOIN deals AS d ON l.deal = d.deal_no
INNER JOIN stages AS g ON d.pipeline = g.pipeline AND l.rank = g.rank AND g.kind = 0
LEFT JOIN pushed AS p ON l.deal = p.deal_no
ORDER BY (l.age_days - l.benchmark_days) * coalesce(l.value, 0) DESC, l.age_days - l.benchmark_days DESC, l.deal;
