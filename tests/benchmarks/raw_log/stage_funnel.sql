-- Deals by the furthest open stage they had visited by an instant and by what they were then, with their amounts of
-- then; and by stage the deals that visited it, the visits that ended there and those that ended in an earlier stage.
-- What was left within ten minutes was dragged through, not visited.
WITH moves AS (
    SELECT
        deal_id,
        to_stage AS stage,
        "at",
        sequence,
        row_number() OVER deal AS move_no,
        lead("at") OVER deal AS next_at
    FROM loaded.stage_events
    WHERE "at" <= $as_of
    WINDOW deal AS (PARTITION BY deal_id ORDER BY "at", sequence)
),

visits AS (
    SELECT
        deal_id,
        stage,
        "at" AS entered_at,
        lead("at") OVER deal AS left_at,
        lead(stage) OVER deal AS next_stage
    FROM (
        SELECT *
        FROM moves
        WHERE move_no = 1 OR next_at IS NULL OR next_at > "at" + INTERVAL 10 MINUTE
        WINDOW deal AS (PARTITION BY deal_id ORDER BY "at", sequence)
        QUALIFY stage IS DISTINCT FROM lag(stage) OVER deal
    ) AS m
    WINDOW deal AS (PARTITION BY deal_id ORDER BY "at", sequence)
),

placed AS (
    SELECT
        v.deal_id,
        v.entered_at,
        v.left_at,
        s.position,
        s.status,
        n.position AS next_position
    FROM visits AS v
    INNER JOIN loaded.stages AS s ON v.stage = s.stage
    LEFT JOIN loaded.stages AS n ON v.next_stage = n.stage
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
),

furthest AS (
    SELECT
        deal_id,
        max(position) AS furthest,
        arg_max(status, entered_at) AS status
    FROM placed
    GROUP BY deal_id
)

SELECT
    f.furthest,
    f.status,
    count(*) AS deals,
    sum(coalesce(cast(m.amount AS DOUBLE), d.amount)) AS amount,
    NULL AS ended,
    NULL AS moved_back
FROM furthest AS f
INNER JOIN loaded.deals AS d ON f.deal_id = d.deal_id
LEFT JOIN amounts AS m ON f.deal_id = m.deal_id
GROUP BY f.furthest, f.status
UNION ALL
SELECT
    position AS furthest,
    'visited' AS status,
    count(DISTINCT deal_id) AS deals,
    NULL AS amount,
    count(left_at) AS ended,
    count(*) FILTER (WHERE next_position < position) AS moved_back
FROM placed
WHERE status = 'open'
GROUP BY position;
