-- The stages that events name, by pipeline (the deal's own where the event states none), and where they first show.
SELECT
    coalesce(e.pipeline, d.pipeline) AS pipeline,
    e.to_stage AS stage,
    count(*) AS events,
    min(e.sequence) AS first_seen
FROM (
    SELECT pipeline, deal_id, deal_name, to_stage, sequence FROM stage_events
    UNION ALL
    SELECT pipeline, deal_id, deal_name, from_stage, sequence FROM stage_events WHERE from_stage IS NOT NULL
) AS e
LEFT JOIN deal_pipelines AS d ON coalesce(e.deal_id, e.deal_name) = d.deal
GROUP BY ALL
ORDER BY ALL;
