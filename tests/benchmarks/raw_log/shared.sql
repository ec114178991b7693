-- What several questions ask of the raw log, once for all of them: what was known by an instant.

-- Visits to stages. What was left within ten minutes was dragged through, not visited.
CREATE OR REPLACE TEMP MACRO visits_until(until) AS TABLE
WITH moves AS (
    SELECT
        deal_id,
        to_stage AS stage,
        "at",
        sequence,
        row_number() OVER deal AS move_no,
        lead("at") OVER deal AS next_at
    FROM loaded.stage_events
    WHERE "at" <= until
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

SELECT * FROM visits;

-- Deals whose last move won or lost them: one reopened by then is open, one closed later not closed yet.
CREATE OR REPLACE TEMP MACRO closings_until(until) AS TABLE
WITH standing AS (
    SELECT
        deal_id,
        arg_max(to_stage, ("at", sequence)) AS stage,
        max("at") AS "at"
    FROM loaded.stage_events
    WHERE "at" <= until
    GROUP BY deal_id
),

closings AS (
    SELECT
        s.deal_id,
        p.status,
        s."at"
    FROM standing AS s
    INNER JOIN loaded.stages AS p ON s.stage = p.stage
    WHERE p.status IN ('won', 'lost')
)

SELECT * FROM closings;
