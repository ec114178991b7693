-- A log of visits that also states the stage, as a log of moves.
CREATE OR REPLACE TEMP VIEW found_events AS
SELECT
    sheet,
    row,
    deal_id,
    deal_name,
    account_name,
    cast(NULL AS VARCHAR) AS pipeline,
    cast(NULL AS VARCHAR) AS from_stage,
    stage AS to_stage,
    coalesce(done_at, due_at) AS "at",
    cast(NULL AS DOUBLE) AS amount,
    cast(NULL AS DATE) AS expected_close,
    cast(NULL AS DOUBLE) AS probability,
    owner_name AS changed_by,
    precision
FROM found_activities
WHERE stage IS NOT NULL;
