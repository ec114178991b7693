-- When a deal entered the closing stage it is in, by the date columns: for files that state no other closing date.
INSERT INTO closing_dates BY NAME
SELECT
    e.sheet,
    e.row,
    e.to_stage AS stage,
    max(e.entered_at) AS entered_at
FROM dated_events AS e
INNER JOIN stage_statuses AS s ON e.to_stage = s.stage AND s.status <> 'open'
WHERE NOT e.elsewhere
GROUP BY ALL;
