-- What loading would add: deals, first and last day.
SELECT
    (SELECT count(*) FROM deals) AS deals,
    (SELECT count(DISTINCT coalesce(deal_id, deal_name)) FROM stage_events) AS logged_deals,
    (
        SELECT least(
            (SELECT min(created_at) FROM deals),
            (SELECT min("at") FROM stage_events),
            (SELECT min(done_at) FROM activities)
        )
    ) AS first_day,
    (SELECT count(*) FROM stage_events WHERE evidence = 'log') AS log_events,
    (SELECT count(*) FROM stage_events WHERE evidence = 'dates') AS dated_events,
    (SELECT count(*) FROM deals WHERE lost_reason IS NOT NULL) AS reasons,
    (SELECT count(*) FROM deals WHERE amount IS NOT NULL) AS amounts,
    (SELECT count(*) FROM deals WHERE created_at IS NOT NULL) AS created,
    (SELECT count(DISTINCT snapshot_at) FROM written_deals) AS snapshots;
