-- Median and 90 % point of completed stays, by stage and owner. A deal's stay is the sum of its visits.
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
),

stays AS (
    SELECT
        v.deal_id,
        v.stage,
        min(v.left_at IS NOT NULL) AS has_ended,
        cast(sum(date_diff('second', v.entered_at, coalesce(v.left_at, $as_of))) AS BIGINT) AS seconds
    FROM visits AS v
    INNER JOIN loaded.stages AS s ON v.stage = s.stage
    WHERE s.status = 'open'
    GROUP BY v.deal_id, v.stage
)

SELECT
    v.stage,
    d.owner_name,
    count(*) FILTER (WHERE v.has_ended) AS ended,
    quantile_cont(v.seconds, [0.5, 0.9]) FILTER (WHERE v.has_ended) AS seconds
FROM stays AS v
INNER JOIN loaded.deals AS d ON v.deal_id = d.deal_id
GROUP BY v.stage, d.owner_name;
