-- Reached funnel, second half (definitions §2): per stage the deals that visited it at all (a deal once), the visits that
-- ended, and those that ended in an earlier stage. Skipped(s) = reached(s) - visited(s).
SELECT
    pipeline,
    rank,
    count(*) FILTER (WHERE is_first) AS visited,
    coalesce(sum(deal_value) FILTER (WHERE is_first), 0) AS value,
    coalesce(sum(deal_value * probability) FILTER (WHERE is_first), 0) AS weighted,
    count(*) FILTER (WHERE leaves > 0) AS ended,
    count(*) FILTER (WHERE leaves = 2) AS moved_back,
    count(*) FILTER (WHERE leaves = 4) AS lost,
    count(*) FILTER (WHERE leaves = 5) AS void,
    count(*) FILTER (WHERE is_current) AS still_open
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND in_period($scope, cohort_day)
GROUP BY pipeline, rank;
