-- The pipeline of each deal of this file, by id and by name.
CREATE OR REPLACE TEMP TABLE deal_pipelines AS
SELECT
    coalesce(deal_id, deal_name) AS deal,
    any_value(pipeline) AS pipeline
FROM identified_deals
WHERE pipeline IS NOT NULL AND coalesce(deal_id, deal_name) IS NOT NULL
GROUP BY ALL
HAVING count(DISTINCT pipeline) = 1;
