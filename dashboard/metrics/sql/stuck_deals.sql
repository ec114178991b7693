-- Open deals that have been in their stage longer than the benchmark of that stage (definitions §9), longest excess first.
-- age: sum of the visits to the present stage up to the as-of. $benchmarks: pipeline, rank, days.
WITH benchmarks AS (
    SELECT
        unnest(cast($pipelines AS USMALLINT[])) AS pipeline,
        unnest(cast($ranks AS USMALLINT[])) AS rank,
        unnest(cast($days AS DOUBLE[])) AS benchmark_days
),

late AS (
    SELECT
        v.deal,
        v.rank,
        b.benchmark_days,
        (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 AS age_days
    FROM scoped_visits($scope) AS v
    INNER JOIN benchmarks AS b ON v.pipeline = b.pipeline AND v.rank = b.rank
    WHERE
        v.kind = 0
        AND v.is_current
        AND v.entry_known
        AND (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 > b.benchmark_days
),

values_now AS (
    SELECT
        s.deal,
        s.value,
        s.close_day
    FROM scoped_states($scope) AS s
    SEMI JOIN late AS l ON s.deal = l.deal
    WHERE s.to_min > $scope['as_of']
)

SELECT
    d.deal_id,
    d.name,
    d.owner,
    d.pipeline,
    g.stage,
    l.rank,
    l.age_days,
    l.benchmark_days,
    n.value,
    d.account,
    CASE WHEN n.close_day < 2147483647 THEN DATE '1970-01-01' + n.close_day END AS expected_close,
    d.next_step,
    (
        SELECT count(*)
        FROM deal_changes AS c
        WHERE
            c.deal_no = l.deal AND c.field = 'expected_close' AND c.new_value > c.old_value
            AND minute_of(c."at") <= $scope['as_of']
    ) AS pushes
FROM late AS l
INNER JOIN deals AS d ON l.deal = d.deal_no
INNER JOIN stages AS g ON d.pipeline = g.pipeline AND l.rank = g.rank AND g.kind = 0
INNER JOIN values_now AS n ON l.deal = n.deal
ORDER BY (l.age_days - l.benchmark_days) * coalesce(n.value, 0) DESC, l.age_days - l.benchmark_days DESC, d.deal_id
LIMIT $most;
