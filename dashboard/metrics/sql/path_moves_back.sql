-- Moves back (definitions §3, back-move edges): from which stage to which earlier one, how often up to the as-of, by
-- how many deals, and how those deals ended. Deals that entered the pipeline in the period and have a stage history.
WITH visits AS (
    SELECT *
    FROM scoped_visits($scope)
    WHERE evidence < 3 AND in_period($scope, cohort_day)
),

moves AS (
    SELECT
        deal,
        pipeline,
        rank,
        next_rank,
        count(*) AS moves
    FROM visits
    WHERE kind = 0 AND leaves = 2
    GROUP BY deal, pipeline, rank, next_rank
)

SELECT
    m.pipeline,
    m.rank,
    m.next_rank,
    cast(sum(m.moves) AS BIGINT) AS moves,
    count(*) AS deals,
    count(*) FILTER (WHERE o.kind = 1) AS won,
    count(*) FILTER (WHERE o.kind = 2) AS lost
FROM moves AS m
INNER JOIN visits AS o ON m.deal = o.deal AND o.is_current
GROUP BY m.pipeline, m.rank, m.next_rank
ORDER BY deals DESC, moves DESC, m.pipeline, m.rank, m.next_rank;
