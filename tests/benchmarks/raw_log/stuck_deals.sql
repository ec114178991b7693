-- Open deals older in their stage than the 75 % point of the won deals' stays there.
WITH visits AS (
    SELECT
        deal_id,
        to_stage AS stage,
        "at" AS entered_at,
        lead("at") OVER (PARTITION BY deal_id ORDER BY "at", sequence) AS left_at
    FROM loaded.stage_events
    WHERE "at" <= $as_of
),

benchmarks AS (
    SELECT
        v.stage,
        quantile_cont(epoch(v.left_at) - epoch(v.entered_at), 0.75) AS seconds
    FROM visits AS v
    INNER JOIN loaded.deals AS d ON v.deal_id = d.deal_id
    WHERE d.status = 'won' AND v.left_at IS NOT NULL
    GROUP BY v.stage
)

SELECT
    d.deal_id,
    d.deal_name,
    d.owner_name,
    v.stage,
    epoch($as_of) - epoch(v.entered_at) AS seconds,
    d.amount
FROM visits AS v
INNER JOIN benchmarks AS b ON v.stage = b.stage
INNER JOIN loaded.deals AS d ON v.deal_id = d.deal_id
WHERE v.left_at IS NULL AND epoch($as_of) - epoch(v.entered_at) > b.seconds
ORDER BY (epoch($as_of) - epoch(v.entered_at) - b.seconds) * d.amount DESC
LIMIT 10000;
