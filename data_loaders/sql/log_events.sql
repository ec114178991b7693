-- Entries into a stage: a save that leaves the stage as it was is none.
INSERT INTO stage_events BY NAME
SELECT
    sheet,
    row,
    deal_id,
    deal_name,
    account_name,
    pipeline,
    coalesce(from_stage, before_stage) AS from_stage,
    to_stage,
    "at",
    amount,
    expected_close,
    probability,
    changed_by,
    'log' AS evidence,
    precision,
    sequence
FROM logged
WHERE before_stage IS DISTINCT FROM to_stage AND from_stage IS DISTINCT FROM to_stage;
