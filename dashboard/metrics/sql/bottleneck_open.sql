-- What waits in each stage now, by value of the dimension: open deals, their amounts, all their days in the stage, the
-- days beyond the stage's benchmark ($stages, $days: the median stay of the twelve months before the window), and those
-- days times the amount (value-days lost). A deal without an amount or an exchange rate counts as days, not as value.
-- came, went: visits that began and ended in the last 28 days. Visits that go on leave after the as-of, if ever.
WITH benchmarks AS (
    SELECT
        unnest(cast($stages AS USMALLINT[])) AS stage,
        unnest(cast($days AS DOUBLE[])) AS benchmark_days
),

moves AS (
    SELECT
        v.stage,
        v.code,
        count(*) FILTER (WHERE v.is_current) AS deals,
        count(*) FILTER (WHERE v.entered_min > $scope['as_of'] - 28 * 1440) AS came,
        count(*) FILTER (WHERE v.left_min <= $scope['as_of']) AS went
    FROM scoped_visits($scope) AS v
    WHERE
        v.kind = 0
        AND v.evidence < 3
        AND v.left_min > $scope['as_of'] - 28 * 1440
    GROUP BY v.stage, v.code
),

waiting AS (
    SELECT
        v.stage,
        v.code,
        sum(s.value) AS open_value,
        sum((v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0) FILTER (WHERE v.entry_known) AS deal_days,
        sum(
            greatest(0, (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 - b.benchmark_days)
        ) FILTER (WHERE v.entry_known) AS excess_days,
        sum(
            greatest(0, (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 - b.benchmark_days) * s.value
        ) FILTER (WHERE v.entry_known) AS value_days
    FROM scoped_visits($scope) AS v
    LEFT JOIN benchmarks AS b ON v.stage = b.stage
    LEFT JOIN scoped_states($scope) AS s ON v.deal = s.deal AND s.kind = 0 AND s.to_min > $scope['as_of']
    WHERE
        v.kind = 0
        AND v.evidence < 3
        AND v.is_current
    GROUP BY v.stage, v.code
)

SELECT
    m.stage,
    m.code,
    m.deals,
    coalesce(w.open_value, 0) AS open_value,
    coalesce(w.deal_days, 0) AS deal_days,
    coalesce(w.excess_days, 0) AS excess_days,
    coalesce(w.value_days, 0) AS value_days,
    m.came,
    m.went
FROM moves AS m
LEFT JOIN waiting AS w ON m.stage = w.stage AND m.code = w.code;
