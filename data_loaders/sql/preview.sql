-- What loading would add: deals, first and last day. Deals and events are read once.
WITH of_deals AS MATERIALIZED (
    SELECT
        count(*) AS deals,
        min(created_at) AS first_day,
        count(lost_reason) AS reasons,
        count(amount) AS amounts,
        count(created_at) AS created
    FROM deals
),

of_events AS MATERIALIZED (
    SELECT
        count(DISTINCT coalesce(deal_id, deal_name)) AS deals,
        min("at") AS first_day,
        count(*) FILTER (WHERE evidence = 'log') AS logged,
        count(*) FILTER (WHERE evidence = 'dates') AS dated
    FROM stage_events
)

SELECT
    d.deals,
    e.deals AS logged_deals,
    least(d.first_day, e.first_day, (SELECT min(a.done_at) FROM activities AS a)) AS first_day,
    e.logged AS log_events,
    e.dated AS dated_events,
    d.reasons,
    d.amounts,
    d.created,
    (SELECT count(DISTINCT w.snapshot_at) FROM written_deals AS w) AS snapshots
FROM of_deals AS d
CROSS JOIN of_events AS e;
