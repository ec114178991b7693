-- The newest date of each kind that is not after $now; expected dates are no witness. The deals are read once.
WITH of_deals AS MATERIALIZED (
    SELECT
        max(modified_at) FILTER (WHERE modified_at <= $now) AS modified_at,
        max(created_at) FILTER (WHERE created_at <= $now) AS created_at,
        max(closed_at) FILTER (WHERE closed_at <= $now) AS closed_at,
        max(stage_entered_at) FILTER (WHERE stage_entered_at <= $now) AS stage_entered_at,
        max(last_activity_at) FILTER (WHERE last_activity_at <= $now) AS last_activity_at,
        max(snapshot_at) FILTER (WHERE snapshot_at <= $now) AS snapshot_at
    FROM deals
)

SELECT field, newest FROM (
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
    SELECT 'stage events', max("at") FILTER (WHERE "at" <= $now) FROM stage_events
    UNION ALL
    SELECT 'changes', max("at") FILTER (WHERE "at" <= $now) FROM deal_changes
    UNION ALL
    SELECT 'activities', max(done_at) FILTER (WHERE done_at <= $now) FROM activities
)
WHERE newest IS NOT NULL
ORDER BY newest DESC, field
LIMIT 1;
