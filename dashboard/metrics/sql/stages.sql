-- The stages of every pipeline, open stages in order, then the place of won.
SELECT
    s.pipeline_code,
    s.pipeline,
    s.stage_code,
    s.stage,
    s.kind,
    s.rank
FROM stages AS s
WHERE s.kind < 2
ORDER BY s.pipeline_code, s.rank, s.stage;
