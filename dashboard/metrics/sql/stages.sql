-- The stages of every pipeline in scope, open stages in order, then the place of won.
SELECT
    s.pipeline_code,
    s.pipeline,
    s.stage_code,
    s.stage,
    s.kind,
    s.rank
FROM stages AS s
WHERE
    s.kind < 2
    AND ($scope['pipeline'] IS NULL OR list_contains($scope['pipeline'], s.pipeline_code))
ORDER BY s.pipeline_code, s.rank, s.stage;
