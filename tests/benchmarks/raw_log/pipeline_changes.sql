-- Deals and amounts by what they were at one instant and at a later one.
WITH standing AS (
    SELECT
        e.deal_id,
        arg_max(e.to_stage, (e."at", e.sequence)) FILTER (WHERE e."at" <= $since) AS before,
        arg_max(e.to_stage, (e."at", e.sequence)) AS after
    FROM loaded.stage_events AS e
    WHERE e."at" <= $as_of
    GROUP BY e.deal_id
),

amounts AS (
    SELECT
        deal_id,
        arg_max(cast(new_value AS DOUBLE), "at") FILTER (WHERE "at" <= $since) AS before,
        arg_min(cast(old_value AS DOUBLE), "at") FILTER (WHERE "at" > $since) AS before_change
    FROM loaded.deal_changes
    WHERE field = 'amount'
    GROUP BY deal_id
)

SELECT
    coalesce(b.status, 'none') AS before,
    a.status AS after,
    count(*) AS deals,
    sum(coalesce(m.before_change, m.before, d.amount)) AS amount_before,
    sum(d.amount) AS amount_after
FROM standing AS s
INNER JOIN loaded.deals AS d ON s.deal_id = d.deal_id
INNER JOIN loaded.stages AS a ON s.after = a.stage
LEFT JOIN loaded.stages AS b ON s.before = b.stage
LEFT JOIN amounts AS m ON s.deal_id = m.deal_id
GROUP BY ALL;
