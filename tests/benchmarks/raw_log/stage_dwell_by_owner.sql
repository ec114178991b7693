-- Median and 90 % point of completed stays, by stage and owner.
WITH visits AS (
    SELECT
        deal_id,
        to_stage AS stage,
        "at" AS entered_at,
        lead("at") OVER (PARTITION BY deal_id ORDER BY "at", sequence) AS left_at
    FROM loaded.stage_events
    WHERE "at" <= $as_of
)

SELECT
    v.stage,
    d.owner_name,
    count(v.left_at) AS ended,
    quantile_cont(epoch(v.left_at) - epoch(v.entered_at), [0.5, 0.9]) AS seconds
FROM visits AS v
INNER JOIN loaded.deals AS d ON v.deal_id = d.deal_id
INNER JOIN loaded.stages AS s ON v.stage = s.stage
WHERE s.status = 'open'
GROUP BY v.stage, d.owner_name;
