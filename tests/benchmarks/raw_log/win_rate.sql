-- Won and lost deals and amounts: what the last move of each deal up to an instant made of it, so that a deal reopened
-- by then is open and one closed later is not closed yet, at the amount it had when it closed.
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
    k.status,
    count(*) AS deals,
    sum(coalesce(cast(m.amount AS DOUBLE), d.amount)) FILTER (
        WHERE coalesce(cast(m.amount AS DOUBLE), d.amount) > 0
    ) AS amount
FROM closings AS k
INNER JOIN loaded.deals AS d ON k.deal_id = d.deal_id
LEFT JOIN amounts AS m ON k.deal_id = m.deal_id
GROUP BY k.status;
