-- Days from creation to close, won and lost apart: outcomes as in win_rate; a close before the creation is left out.
WITH closings AS (SELECT * FROM closings_until($as_of))

SELECT
    k.status,
    count(*) AS deals,
    quantile_cont(epoch(k."at") - epoch(d.created_at), [0.25, 0.5, 0.75]) AS seconds,
    avg(epoch(k."at") - epoch(d.created_at)) AS mean_seconds
FROM closings AS k
INNER JOIN loaded.deals AS d ON k.deal_id = d.deal_id
WHERE cast(k."at" AS DATE) >= cast(d.created_at AS DATE)
GROUP BY k.status;
