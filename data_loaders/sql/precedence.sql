-- How often a deal entered stage `a` before stage `b` for the first time, over a sample of deals. Dates alone are
-- compared as dates; in a log the order of the moves counts within one moment too.
WITH entries AS (
    SELECT
        coalesce(e.pipeline, d.pipeline) AS pipeline,
        coalesce(e.deal_id, e.deal_name) AS deal,
        e.to_stage AS stage,
        min((e."at", CASE e.evidence WHEN 'log' THEN e.sequence ELSE 0 END)) AS moment
    FROM stage_events AS e
    LEFT JOIN deal_pipelines AS d ON coalesce(e.deal_id, e.deal_name) = d.deal
    WHERE hash(coalesce(e.deal_id, e.deal_name)) % $nth = 0
    GROUP BY ALL
)

SELECT
    a.pipeline,
    a.stage AS earlier,
    b.stage AS later,
    count(*) AS deals
FROM entries AS a
INNER JOIN entries AS b
    ON a.deal = b.deal AND a.pipeline IS NOT DISTINCT FROM b.pipeline AND a.stage <> b.stage AND a.moment < b.moment
GROUP BY ALL
ORDER BY ALL;
