-- What the deals say of each stage: how many are open, won, lost or void by their own columns, and where it first
-- shows.
SELECT
    pipeline,
    stage,
    count(*) AS deals,
    count(*) FILTER (WHERE stated_status = 'open') AS open,
    count(*) FILTER (WHERE stated_status = 'won') AS won,
    count(*) FILTER (WHERE stated_status = 'lost') AS lost,
    count(*) FILTER (WHERE stated_status = 'void') AS void,
    avg(probability) AS probability,
    min(stage_position) AS position,
    min(row) AS first_row
FROM stated_deals AS d
ANTI JOIN dropped_deals AS x ON d.sheet = x.sheet AND d.row = x.row
WHERE d.stage IS NOT NULL
GROUP BY pipeline, stage
ORDER BY first_row;
