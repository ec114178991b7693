-- Median and 90 % point of completed stays, by stage and owner. A deal's stay is the sum of its visits.
WITH visits AS (SELECT * FROM visits_until($as_of)),

stays AS (
    SELECT
        v.deal_id,
        v.stage,
        min(v.left_at IS NOT NULL) AS has_ended,
        cast(sum(date_diff('second', v.entered_at, coalesce(v.left_at, $as_of))) AS BIGINT) AS seconds
    FROM visits AS v
    INNER JOIN loaded.stages AS s ON v.stage = s.stage
    WHERE s.status = 'open'
    GROUP BY v.deal_id, v.stage
)

SELECT
    v.stage,
    d.owner_name,
    count(*) FILTER (WHERE v.has_ended) AS ended,
    quantile_cont(v.seconds, [0.5, 0.9]) FILTER (WHERE v.has_ended) AS seconds
FROM stays AS v
INNER JOIN loaded.deals AS d ON v.deal_id = d.deal_id
GROUP BY v.stage, d.owner_name;
