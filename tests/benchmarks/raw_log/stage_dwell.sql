-- How many stays of each length in days ended and go on, by stage. A deal's stay is the sum of its visits.
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
    stage,
    seconds // 86400 AS days,
    count(*) FILTER (WHERE has_ended) AS ended,
    count(*) FILTER (WHERE NOT has_ended) AS going_on
FROM stays
GROUP BY stage, days
ORDER BY stage, days;
