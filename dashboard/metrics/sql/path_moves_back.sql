-- Moves back (definitions §3, back-move edges): from which stage to which earlier one, how often up to the as-of, by
-- how many deals, and how those deals ended. Deals that entered the pipeline in the period and have a stage history.
WITH moves AS (
    SELECT
        deal,
        pipeline,
        rank,
        next_rank,
        deal_kind,
        count(*) AS moves
    FROM scoped_visits_of_deals($scope)
    WHERE kind = 0 AND leaves = 2 AND evidence < 3 AND in_period($scope, cohort_day)
    GROUP BY deal, pipeline, rank, next_rank, deal_kind
)

SELECT
    pipeline,
    rank,
    next_rank,
    cast(sum(moves) AS BIGINT) AS moves,
    count(*) AS deals,
    count(*) FILTER (WHERE deal_kind = 1) AS won,
    count(*) FILTER (WHERE deal_kind = 2) AS lost
FROM moves
GROUP BY pipeline, rank, next_rank
ORDER BY deals DESC, moves DESC, pipeline, rank, next_rank;
