-- Won and lost by one column of the deals.
SELECT
    CASE $by
        WHEN 'owner' THEN owner_name
        WHEN 'segment' THEN segment
        WHEN 'source' THEN source
        WHEN 'product' THEN product
        WHEN 'region' THEN region
        WHEN 'lost_reason' THEN lost_reason
    END AS value,
    count(*) FILTER (WHERE status = 'won') AS won,
    count(*) FILTER (WHERE status = 'lost') AS lost,
    sum(amount) FILTER (WHERE status = 'won') AS won_amount,
    sum(amount) FILTER (WHERE status = 'lost') AS lost_amount
FROM loaded.deals
WHERE status IN ('won', 'lost') AND closed_at <= $as_of
GROUP BY value;
