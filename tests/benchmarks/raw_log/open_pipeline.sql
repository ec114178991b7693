-- Deals and amounts of an instant by the stage each deal was in then.
WITH standing AS (
    SELECT
        deal_id,
        arg_max(to_stage, ("at", sequence)) AS stage
    FROM loaded.stage_events
    WHERE "at" <= $as_of
    GROUP BY deal_id
),

amounts AS (
    SELECT
        deal_id,
        coalesce(
            arg_max(new_value, "at") FILTER (WHERE "at" <= $as_of),
            arg_min(old_value, "at") FILTER (WHERE "at" > $as_of)
        ) AS amount
    FROM loaded.deal_changes
    WHERE field = 'amount'
    GROUP BY deal_id
)

SELECT
    s.stage,
    count(*) AS deals,
    sum(coalesce(cast(m.amount AS DOUBLE), d.amount)) AS amount
FROM standing AS s
INNER JOIN loaded.deals AS d ON s.deal_id = d.deal_id
INNER JOIN loaded.stages AS p ON s.stage = p.stage
LEFT JOIN amounts AS m ON s.deal_id = m.deal_id
WHERE p.status = 'open'
GROUP BY s.stage;
