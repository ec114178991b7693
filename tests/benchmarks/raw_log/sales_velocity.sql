-- Open deals, win rate, mean amount and mean days to win at the end of each of the last 13 months, each as it was known
-- then: a deal is closed from a close until its next move, and counts with the amount it had at that close.
WITH instants AS (
    SELECT unnest(cast($instants AS TIMESTAMP[])) AS instant
),

closings AS (
    SELECT
        e.deal_id,
        p.status,
        e."at",
        e.until
    FROM (
        SELECT
            deal_id,
            to_stage,
            "at",
            lead("at") OVER (PARTITION BY deal_id ORDER BY "at", sequence) AS until
        FROM loaded.stage_events
        WHERE "at" <= list_max(cast($instants AS TIMESTAMP[]))
    ) AS e
    INNER JOIN loaded.stages AS p ON e.to_stage = p.stage
    WHERE p.status <> 'open'
),

amounts AS (
    SELECT
        k.deal_id,
        k."at",
        coalesce(
            arg_max(c.new_value, c."at") FILTER (WHERE c."at" <= k."at"),
            arg_min(c.old_value, c."at") FILTER (WHERE c."at" > k."at")
        ) AS amount
    FROM closings AS k
    INNER JOIN loaded.deal_changes AS c ON k.deal_id = c.deal_id AND c.field = 'amount'
    WHERE k.status = 'won'
    GROUP BY k.deal_id, k."at"
),

told AS (
    SELECT
        k.*,
        coalesce(cast(m.amount AS DOUBLE), d.amount) AS amount,
        CASE
            WHEN cast(k."at" AS DATE) >= cast(d.created_at AS DATE) THEN epoch(k."at") - epoch(d.created_at)
        END AS seconds
    FROM closings AS k
    INNER JOIN loaded.deals AS d ON k.deal_id = d.deal_id
    LEFT JOIN amounts AS m ON k.deal_id = m.deal_id AND k."at" = m."at"
),

closed AS (
    SELECT
        i.instant,
        count(*) AS closed,
        count(*) FILTER (WHERE t.status = 'won' AND t."at" > i.instant - INTERVAL 180 DAY) AS won,
        count(*) FILTER (WHERE t.status = 'lost' AND t."at" > i.instant - INTERVAL 180 DAY) AS lost,
        avg(t.amount) FILTER (
            WHERE t.status = 'won' AND t."at" > i.instant - INTERVAL 180 DAY AND t.amount > 0
        ) AS amount,
        avg(t.seconds) FILTER (WHERE t.status = 'won' AND t."at" > i.instant - INTERVAL 180 DAY) AS seconds
    FROM instants AS i
    INNER JOIN told AS t ON t."at" <= i.instant AND (t.until IS NULL OR t.until > i.instant)
    GROUP BY i.instant
),

known AS (
    SELECT
        i.instant,
        count(*) AS deals
    FROM instants AS i
    INNER JOIN loaded.deals AS d ON d.created_at <= i.instant
    GROUP BY i.instant
)

SELECT
    k.instant,
    k.deals - coalesce(c.closed, 0) AS open_deals,
    coalesce(c.won, 0) AS won,
    coalesce(c.lost, 0) AS lost,
    c.amount,
    c.seconds
FROM known AS k
LEFT JOIN closed AS c ON k.instant = c.instant
ORDER BY k.instant;
