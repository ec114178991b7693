-- The newest date of each kind that is not after $now; expected dates are no witness.
SELECT field, newest FROM (
    SELECT 'modified_at' AS field, max(modified_at) FILTER (WHERE modified_at <= $now) AS newest FROM deals
    UNION ALL
    SELECT 'created_at', max(created_at) FILTER (WHERE created_at <= $now) FROM deals
    UNION ALL
    SELECT 'closed_at', max(closed_at) FILTER (WHERE closed_at <= $now) FROM deals
    UNION ALL
    SELECT 'stage_entered_at', max(stage_entered_at) FILTER (WHERE stage_entered_at <= $now) FROM deals
    UNION ALL
    SELECT 'last_activity_at', max(last_activity_at) FILTER (WHERE last_activity_at <= $now) FROM deals
    UNION ALL
    SELECT 'snapshot_at', max(snapshot_at) FILTER (WHERE snapshot_at <= $now) FROM deals
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
