-- Deals and amounts by the stage each deal was in at an instant.
WITH standing AS (
    SELECT
        deal_id,
        arg_max(to_stage, ("at", sequence)) AS stage
    FROM loaded.stage_events
    WHERE "at" <= $as_of
    GROUP BY deal_id
)

SELECT
    s.stage,
    count(*) AS deals,
    sum(d.amount) AS amount
FROM standing AS s
INNER JOIN loaded.deals AS d ON s.deal_id = d.deal_id
INNER JOIN loaded.stages AS p ON s.stage = p.stage
WHERE p.status = 'open'
GROUP BY s.stage;
