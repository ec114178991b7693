-- Deals by the furthest open stage they came to, from the log as loaded.
WITH furthest AS (
    SELECT
        e.deal_id,
        max(s.position) AS furthest
    FROM loaded.stage_events AS e
    INNER JOIN loaded.stages AS s ON e.to_stage = s.stage
    WHERE e."at" <= $as_of
    GROUP BY e.deal_id
)

SELECT
    furthest,
    count(*) AS deals
FROM furthest
GROUP BY furthest
ORDER BY furthest;
