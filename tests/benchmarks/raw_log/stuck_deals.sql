-- Open deals older in their stage than the 75 % point of the won deals' stays there, with the pushes of their close
-- date: what was won and where each deal was is that of the instant. A deal's stay is the sum of its visits.
WITH visits AS (SELECT * FROM visits_until($as_of)),

placed AS (
    SELECT
        v.deal_id,
        v.stage,
        v.entered_at,
        v.left_at,
        s.status
    FROM visits AS v
    INNER JOIN loaded.stages AS s ON v.stage = s.stage
),

stays AS (
    SELECT
        deal_id,
        stage,
        min(left_at IS NOT NULL) AS has_ended,
        cast(sum(date_diff('second', entered_at, coalesce(left_at, $as_of))) AS BIGINT) AS seconds
    FROM placed
    WHERE status = 'open'
    GROUP BY deal_id, stage
),

benchmarks AS (
    SELECT
        t.stage,
        quantile_cont(t.seconds, 0.75) AS seconds
    FROM stays AS t
    INNER JOIN placed AS w ON t.deal_id = w.deal_id AND w.status = 'won' AND w.left_at IS NULL
    WHERE t.has_ended
    GROUP BY t.stage
),

amounts AS (
    SELECT
        deal_id,
        coalesce(
            arg_max(new_value, "at") FILTER (WHERE "at" <= $as_of),
            arg_min(old_value, "at") FILTER (WHERE "at" > $as_of)
        ) AS amount
    FROM loaded.deal_changes
    WHERE field = 'amount'
    GROUP BY deal_id
),

pushes AS (
    SELECT
        deal_id,
        count(*) AS pushes
    FROM loaded.deal_changes
    WHERE field = 'expected_close' AND cast(new_value AS DATE) > cast(old_value AS DATE) AND "at" <= $as_of
    GROUP BY deal_id
)

SELECT
    d.deal_id,
    d.deal_name,
    d.owner_name,
    t.stage,
    t.seconds,
    b.seconds AS benchmark_seconds,
    coalesce(cast(m.amount AS DOUBLE), d.amount) AS amount,
    coalesce(p.pushes, 0) AS pushes,
    count(*) OVER () AS all_stuck
FROM stays AS t
INNER JOIN benchmarks AS b ON t.stage = b.stage
INNER JOIN loaded.deals AS d ON t.deal_id = d.deal_id
LEFT JOIN amounts AS m ON t.deal_id = m.deal_id
LEFT JOIN pushes AS p ON t.deal_id = p.deal_id
WHERE NOT t.has_ended AND t.seconds > b.seconds
ORDER BY (t.seconds - b.seconds) * coalesce(cast(m.amount AS DOUBLE), d.amount, 0) DESC
LIMIT 10000;
