-- The same as stage_dwell in working days: weekends do not count.
WITH visits AS (SELECT * FROM visits_until($as_of)),

calendar AS (
    SELECT
        day,
        works,
        sum(works) OVER (ORDER BY day) - works AS before
    FROM (
        SELECT
            cast(r.range AS DATE) AS day,
            CASE WHEN isodow(r.range) < 6 THEN 1 ELSE 0 END AS works
        FROM (SELECT min(entered_at) AS first_at FROM visits) AS b,
            range(cast(cast(b.first_at AS DATE) AS TIMESTAMP), $as_of, INTERVAL 1 DAY) AS r
    ) AS d
),

stays AS (
    SELECT
        v.deal_id,
        v.stage,
        min(v.left_at IS NOT NULL) AS has_ended,
        cast(sum(
            (l.before - e.before) * 86400
            + l.works * date_diff('second', cast(l.day AS TIMESTAMP), coalesce(v.left_at, $as_of))
            - e.works * date_diff('second', cast(e.day AS TIMESTAMP), v.entered_at)
        ) AS BIGINT) AS seconds
    FROM visits AS v
    INNER JOIN loaded.stages AS s ON v.stage = s.stage
    INNER JOIN calendar AS e ON cast(v.entered_at AS DATE) = e.day
    INNER JOIN calendar AS l ON cast(coalesce(v.left_at, $as_of) AS DATE) = l.day
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
