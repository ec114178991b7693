-- The newest date of each kind that is not after $now, and the latest of any; expected dates are no witness. The deals
-- are read once.
WITH of_deals AS MATERIALIZED (
    SELECT
        max(modified_at) FILTER (WHERE modified_at <= $now) AS modified_at,
        max(created_at) FILTER (WHERE created_at <= $now) AS created_at,
        max(closed_at) FILTER (WHERE closed_at <= $now) AS closed_at,
        max(stage_entered_at) FILTER (WHERE stage_entered_at <= $now) AS stage_entered_at,
        max(last_activity_at) FILTER (WHERE last_activity_at <= $now) AS last_activity_at,
        max(snapshot_at) FILTER (WHERE snapshot_at <= $now) AS snapshot_at,
        greatest(
            max(modified_at), max(created_at), max(closed_at), max(stage_entered_at), max(last_activity_at),
            max(snapshot_at)
        ) AS latest
    FROM deals
),

of_others AS MATERIALIZED (
    SELECT 'stage events' AS field, max("at") FILTER (WHERE "at" <= $now) AS newest, max("at") AS latest
    FROM stage_events
    UNION ALL
    SELECT 'changes', max("at") FILTER (WHERE "at" <= $now), max("at") FROM deal_changes
    UNION ALL
    SELECT 'activities', max(done_at) FILTER (WHERE done_at <= $now), max(done_at) FROM activities
    UNION ALL
    SELECT 'leads', max(created_at) FILTER (WHERE created_at <= $now), max(created_at) FROM leads
)

SELECT
    field,
    newest,
    greatest((SELECT d.latest FROM of_deals AS d), (SELECT max(o.latest) FROM of_others AS o)) AS latest
FROM (
    SELECT 'modified_at' AS field, modified_at AS newest FROM of_deals
    UNION ALL
    SELECT 'created_at', created_at FROM of_deals
    UNION ALL
    SELECT 'closed_at', closed_at FROM of_deals
    UNION ALL
    SELECT 'stage_entered_at', stage_entered_at FROM of_deals
    UNION ALL
    SELECT 'last_activity_at', last_activity_at FROM of_deals
    UNION ALL
    SELECT 'snapshot_at', snapshot_at FROM of_deals
    UNION ALL
    SELECT field, newest FROM of_others
)
ORDER BY newest DESC NULLS LAST, field
LIMIT 1;
