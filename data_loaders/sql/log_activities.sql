-- The activities of a log and how many rows name each, in the order in which they first show.
SELECT
    to_stage AS activity,
    count(*) AS named
FROM found_events
WHERE to_stage IS NOT NULL
GROUP BY to_stage
ORDER BY min(row), to_stage;
