-- How far each deal came and where it is (definitions §2), grouped by what decides which of the funnels counts it:
-- kind now (0 open, 1 won, 2 lost, 3 void, 4 missing), the stage it is in, the furthest one (won: beyond every stage),
-- how far it came in strict order, the stages it visited (a bit for each rank), whether its entry into the pipeline
-- lies in the period, and whether it has a stage history. The visit that a deal is in tells all of it.
SELECT
    pipeline,
    kind,
    CASE kind WHEN 0 THEN rank ELSE 0 END AS rank,
    CASE kind WHEN 1 THEN 1000 WHEN 0 THEN greatest(furthest_before, rank) ELSE furthest_before END AS furthest,
    strict_depth,
    visited,
    in_period($scope, cohort_day) AS in_cohort,
    evidence < 3 AS has_history,
    count(*) AS deals,
    CASE WHEN $with_deals THEN list(deal ORDER BY deal) END AS deal_numbers
FROM scoped_visits($scope)
WHERE is_current
GROUP BY ALL
ORDER BY ALL;
