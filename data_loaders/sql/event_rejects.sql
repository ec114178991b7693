-- Rows of a log that say nothing usable: no deal, or no stage or time.
SELECT
    sheet,
    row,
    CASE WHEN deal_id IS NULL AND deal_name IS NULL THEN 'event_without_key' ELSE 'event_without_stage' END AS code
FROM found_events
WHERE (deal_id IS NULL AND deal_name IS NULL) OR to_stage IS NULL OR "at" IS NULL
ORDER BY row;
