-- Funnel in strict order (definitions §2): deals that visited stage 1, then 2, ... up to s, other visits in between allowed.
SELECT
    pipeline,
    kind,
    strict_depth,
    count(*) AS deals,
    coalesce(sum(deal_value), 0) AS value,
    coalesce(sum(deal_value * probability), 0) AS weighted
FROM scoped_visits($scope)
WHERE
    is_current
    AND evidence < 3
    AND in_period($scope, cohort_day)
GROUP BY pipeline, kind, strict_depth;
