-- The name of every stage and outcome behind its code.
SELECT
    stage_code,
    stage
FROM stages;
