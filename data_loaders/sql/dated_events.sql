-- Events of date columns, in the order of their dates.
INSERT INTO stage_events BY NAME
SELECT
    e.sheet,
    e.row,
    regexp_replace(e.deal_id, '^zcrm_', '') AS deal_id,
    e.deal_name,
    e.account_name,
    e.pipeline,
    lag(e.to_stage) OVER moves AS from_stage,
    e.to_stage,
    e.entered_at AS "at",
    'dates' AS evidence,
    e.precision,
    row_number() OVER moves AS sequence
FROM dated_events AS e
ANTI JOIN dropped_deals AS x ON e.sheet = x.sheet AND e.row = x.row
WHERE NOT e.elsewhere
WINDOW moves AS (PARTITION BY e.sheet, e.row ORDER BY e.entered_at, e.sequence);
