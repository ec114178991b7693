-- Median and mean time from creation to won.
SELECT
    count(*) AS won,
    median(epoch(closed_at) - epoch(created_at)) AS median_seconds,
    avg(epoch(closed_at) - epoch(created_at)) AS mean_seconds
FROM loaded.deals
WHERE status = 'won' AND closed_at <= $as_of;
