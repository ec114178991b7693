-- Won and lost by one column of the deals: outcomes and amounts as in win_rate.
WITH closings AS (SELECT * FROM closings_until($as_of)),

amounts AS (
    SELECT
        k.deal_id,
        coalesce(
            arg_max(c.new_value, c."at") FILTER (WHERE c."at" <= k."at"),
            arg_min(c.old_value, c."at") FILTER (WHERE c."at" > k."at")
        ) AS amount
    FROM closings AS k
    INNER JOIN loaded.deal_changes AS c ON k.deal_id = c.deal_id AND c.field = 'amount'
    GROUP BY k.deal_id
)

SELECT
    CASE $by
        WHEN 'owner' THEN d.owner_name
        WHEN 'segment' THEN d.segment
        WHEN 'source' THEN d.source
        WHEN 'product' THEN d.product
        WHEN 'region' THEN d.region
        WHEN 'lost_reason' THEN d.lost_reason
    END AS value,
    count(*) FILTER (WHERE k.status = 'won') AS won,
    count(*) FILTER (WHERE k.status = 'lost') AS lost,
    sum(coalesce(cast(m.amount AS DOUBLE), d.amount)) FILTER (
        WHERE k.status = 'won' AND coalesce(cast(m.amount AS DOUBLE), d.amount) > 0
    ) AS won_amount,
    sum(coalesce(cast(m.amount AS DOUBLE), d.amount)) FILTER (
        WHERE k.status = 'lost' AND coalesce(cast(m.amount AS DOUBLE), d.amount) > 0
    ) AS lost_amount
FROM closings AS k
INNER JOIN loaded.deals AS d ON k.deal_id = d.deal_id
LEFT JOIN amounts AS m ON k.deal_id = m.deal_id
GROUP BY value;
