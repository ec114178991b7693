-- The commonest ways of the deals of a cohort through the stages (definitions §3, paths): the stages and outcomes of a
-- deal in order, up to the as-of. Deals that entered the pipeline in the period and have a stage history; of each
-- variant how many there are, how they ended, the median days from creation to won, and its stages.
-- The visit that a deal is in carries its whole way as one number; the stages are read for the variants shown only.
WITH variants AS (
    SELECT
        pipeline,
        min(deal) AS example,
        count(*) AS deals,
        count(*) FILTER (WHERE kind = 1) AS won,
        count(*) FILTER (WHERE kind = 2) AS lost,
        count(*) FILTER (WHERE kind = 3) AS void,
        median(
            CASE
                WHEN kind = 1 AND created_min > -2147483648 AND floor_day(placed_min) >= floor_day(created_min)
                    THEN greatest(placed_min - created_min, 0) / 1440.0
            END
        ) AS median_days,
        sum(count(*)) OVER (PARTITION BY pipeline) AS of_deals
    FROM scoped_visits($scope)
    WHERE is_current AND evidence < 3 AND in_period($scope, cohort_day)
    GROUP BY pipeline, way, visit_no
    QUALIFY row_number() OVER (PARTITION BY pipeline ORDER BY count(*) DESC, min(deal)) <= $most
)

SELECT
    a.pipeline,
    list(v.stage ORDER BY v.visit_no) AS stages,
    a.deals,
    a.of_deals,
    a.won,
    a.lost,
    a.void,
    a.median_days
FROM variants AS a
INNER JOIN scoped_visits($scope) AS v ON a.example = v.deal
GROUP BY a.pipeline, a.example, a.deals, a.of_deals, a.won, a.lost, a.void, a.median_days
ORDER BY a.pipeline, a.deals DESC, stages;
