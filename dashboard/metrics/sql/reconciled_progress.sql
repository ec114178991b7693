-- How far each deal came and where it is (definitions §2), grouped by what decides which of the funnels counts it:
-- kind now (0 open, 1 won, 2 lost, 3 void, 4 missing), the stage it is in, the furthest one (won: beyond every stage),
-- how far it came in strict order, the stages it visited (a bit for each rank), whether its entry into the pipeline
-- lies in the period, and whether it has a stage history. One row of the visits is the current one of its deal.
WITH progress AS (
    SELECT
        deal,
        max(CASE WHEN is_current THEN pipeline END) AS pipeline,
        max(CASE WHEN is_current THEN kind END) AS kind,
        max(CASE WHEN is_current AND kind = 0 THEN rank ELSE 0 END) AS rank,
        max(CASE WHEN kind = 0 THEN rank ELSE 0 END) AS furthest,
        max(CASE WHEN is_current THEN strict_depth ELSE 0 END) AS strict_depth,
        bit_or(CASE WHEN kind = 0 AND rank < 62 THEN cast(1 AS BIGINT) << rank ELSE 0 END) AS visited,
        bool_or(in_period($scope, cohort_day)) AS in_cohort,
        min(evidence) < 3 AS has_history
    FROM scoped_visits($scope)
    GROUP BY deal
)

SELECT
    pipeline,
    kind,
    rank,
    CASE kind WHEN 1 THEN 1000 ELSE furthest END AS furthest,
    strict_depth,
    visited,
    in_cohort,
    has_history,
    count(*) AS deals,
    CASE WHEN $with_deals THEN list(deal ORDER BY deal) END AS deal_numbers
FROM progress
GROUP BY ALL
ORDER BY ALL;
