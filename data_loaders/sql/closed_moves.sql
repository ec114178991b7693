-- The stages that may end a deal and do so in most of the deals that enter them: how many deals end there.
WITH moves AS (
    SELECT
        to_stage,
        coalesce(deal_id, deal_name || chr(31) || coalesce(account_name, '')) AS deal,
        sequence = max(sequence) OVER (
            PARTITION BY coalesce(deal_id, deal_name || chr(31) || coalesce(account_name, ''))
        ) AS is_last
    FROM stage_events
)

SELECT
    c.stage,
    count(DISTINCT m.deal) FILTER (WHERE m.is_last) AS deals
FROM moves AS m
INNER JOIN closing_stages AS c ON m.to_stage = c.stage
GROUP BY c.stage
HAVING count(DISTINCT m.deal) FILTER (WHERE m.is_last) * 2 > count(DISTINCT m.deal)
ORDER BY deals DESC, c.stage;
