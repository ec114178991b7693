-- Won and lost deals and amounts.
SELECT
    status,
    count(*) AS deals,
    sum(amount) AS amount
FROM loaded.deals
WHERE status IN ('won', 'lost') AND closed_at <= $as_of
GROUP BY status;
