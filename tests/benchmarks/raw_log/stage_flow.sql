-- Open at the start, entered and left in the period, open at the end, by stage.
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
        lead("at") OVER deal AS left_at
    FROM (
        SELECT *
        FROM moves
        WHERE move_no = 1 OR next_at IS NULL OR next_at > "at" + INTERVAL 10 MINUTE
        WINDOW deal AS (PARTITION BY deal_id ORDER BY "at", sequence)
        QUALIFY stage IS DISTINCT FROM lag(stage) OVER deal
    ) AS m
    WINDOW deal AS (PARTITION BY deal_id ORDER BY "at", sequence)
)

SELECT
    v.stage,
    count(*) FILTER (WHERE v.entered_at < $since AND (v.left_at IS NULL OR v.left_at >= $since)) AS open_at_start,
    count(*) FILTER (WHERE v.entered_at >= $since) AS entered,
    count(*) FILTER (WHERE v.left_at >= $since) AS gone,
    count(*) FILTER (WHERE v.left_at IS NULL) AS open_at_end
FROM visits AS v
INNER JOIN loaded.stages AS s ON v.stage = s.stage
WHERE s.status = 'open'
GROUP BY v.stage;
