-- How many stays of each length in days ended and go on, by stage.
WITH visits AS (
    SELECT
        to_stage AS stage,
        "at" AS entered_at,
        lead("at") OVER (PARTITION BY deal_id ORDER BY "at", sequence) AS left_at
    FROM loaded.stage_events
    WHERE "at" <= $as_of
)

SELECT
    v.stage,
    date_diff('hour', v.entered_at, coalesce(v.left_at, $as_of)) AS hours,
    count(v.left_at) AS ended,
    count(*) - count(v.left_at) AS going_on
FROM visits AS v
INNER JOIN loaded.stages AS s ON v.stage = s.stage
WHERE s.status = 'open'
GROUP BY v.stage, hours
ORDER BY v.stage, hours;
