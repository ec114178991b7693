-- What waits in each stage now, by value of the dimension: open deals, their amounts, all their days in the stage, the
-- days beyond the stage's benchmark ($stages, $days: the median stay of the twelve months before the window), and those
-- days times the amount (value-days lost). A deal without an amount or an exchange rate counts as days, not as value.
-- came, went: visits that began and ended in the last 28 days. Visits that go on leave after the as-of, if ever.
WITH benchmarks AS (
    SELECT
        unnest(cast($stages AS USMALLINT[])) AS stage,
        unnest(cast($days AS DOUBLE[])) AS benchmark_days
),

visits AS (
    SELECT
        v.deal,
        v.stage,
        v.code,
        v.is_current,
        v.entry_known,
        (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 AS age_days,
        v.entered_min > $scope['as_of'] - 28 * 1440 AS is_new,
        v.left_min <= $scope['as_of'] AND v.left_min > $scope['as_of'] - 28 * 1440 AS just_left
    FROM scoped_visits($scope) AS v
    WHERE
        v.kind = 0
        AND v.evidence < 3
        AND v.left_min > $scope['as_of'] - 28 * 1440
),

standing AS (
    SELECT
        s.deal,
        s.value
    FROM scoped_states($scope) AS s
    WHERE s.kind = 0 AND s.to_min > $scope['as_of']
)

SELECT
    v.stage,
    v.code,
    count(*) FILTER (WHERE v.is_current) AS deals,
    coalesce(sum(s.value) FILTER (WHERE v.is_current), 0) AS open_value,
    coalesce(sum(v.age_days) FILTER (WHERE v.is_current AND v.entry_known), 0) AS deal_days,
    coalesce(
        sum(greatest(0, v.age_days - b.benchmark_days)) FILTER (WHERE v.is_current AND v.entry_known), 0
    ) AS excess_days,
    coalesce(
        sum(greatest(0, v.age_days - b.benchmark_days) * s.value) FILTER (WHERE v.is_current AND v.entry_known), 0
    ) AS value_days,
    count(*) FILTER (WHERE v.is_new) AS came,
    count(*) FILTER (WHERE v.just_left) AS went
FROM visits AS v
LEFT JOIN benchmarks AS b ON v.stage = b.stage
LEFT JOIN standing AS s ON v.deal = s.deal AND v.is_current
GROUP BY v.stage, v.code;
