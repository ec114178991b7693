-- Open deals, win rate, mean amount and mean days to win at the end of each of the last 13 months.
WITH instants AS (
    SELECT unnest(cast($instants AS TIMESTAMP[])) AS instant
)

SELECT
    i.instant,
    count(*) FILTER (WHERE d.closed_at IS NULL OR d.closed_at > i.instant) AS open_deals,
    count(*) FILTER (WHERE d.status = 'won' AND d.closed_at BETWEEN i.instant - INTERVAL 180 DAY AND i.instant) AS won,
    count(*) FILTER (WHERE d.status = 'lost' AND d.closed_at BETWEEN i.instant - INTERVAL 180 DAY AND i.instant) AS lost,
    avg(d.amount) FILTER (WHERE d.status = 'won' AND d.closed_at BETWEEN i.instant - INTERVAL 180 DAY AND i.instant) AS amount,
    avg(epoch(d.closed_at) - epoch(d.created_at)) FILTER (
        WHERE d.status = 'won' AND d.closed_at BETWEEN i.instant - INTERVAL 180 DAY AND i.instant
    ) AS seconds
FROM instants AS i
INNER JOIN loaded.deals AS d ON d.created_at <= i.instant
GROUP BY i.instant
ORDER BY i.instant;
