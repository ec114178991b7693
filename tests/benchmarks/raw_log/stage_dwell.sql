-- How many stays of each length in days ended and go on, by stage. A deal's stay is the sum of its visits.
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
    stage,
    seconds // 86400 AS days,
    count(*) FILTER (WHERE has_ended) AS ended,
    count(*) FILTER (WHERE NOT has_ended) AS going_on
FROM stays
GROUP BY stage, days
ORDER BY stage, days;
