-- Open at the start, entered and left in the period, open at the end, by stage.
WITH visits AS (
    SELECT
        to_stage AS stage,
        "at" AS entered_at,
        lead("at") OVER (PARTITION BY deal_id ORDER BY "at", sequence) AS left_at
    FROM loaded.stage_events
    WHERE "at" <= $as_of
)

SELECT
    stage,
    count(*) FILTER (WHERE entered_at < $since AND (left_at IS NULL OR left_at >= $since)) AS open_at_start,
    count(*) FILTER (WHERE entered_at >= $since) AS entered,
    count(*) FILTER (WHERE left_at >= $since) AS gone,
    count(*) FILTER (WHERE left_at IS NULL) AS open_at_end
FROM visits
GROUP BY stage;
