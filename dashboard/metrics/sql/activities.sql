-- Activities of deals while they were open in the period, up to the as-of (definitions §10): by type, by the dimension
-- asked for. An activity counts on the days on which its deal was open. Deals without any are in the numbers of deals
-- and of open minutes. type null: all types together. silent_days: median over open deals of the days since the last.
-- A deal that was open without a break is one span of days; only of the others is each activity held against each stay.
WITH open_states AS (
    SELECT
        s.deal,
        s.code,
        greatest(s.from_min, coalesce($start_min, s.from_min)) AS from_min,
        least(s.to_min, $end_min) AS to_min
    FROM scoped_states($scope) AS s
    WHERE
        s.kind = 0
        AND s.from_min < $end_min
        AND ($start_min IS NULL OR (s.to_min > $start_min AND $start_min < $end_min))
),

spans AS (
    SELECT
        o.deal,
        o.code,
        sum(o.to_min - o.from_min) AS open_minutes,
        floor_day(min(o.from_min)) AS first_day,
        floor_day(max(o.to_min)) AS last_day,
        max(o.to_min) - min(o.from_min) > sum(o.to_min - o.from_min) AS is_broken
    FROM open_states AS o
    GROUP BY o.deal, o.code
),

outcomes AS (
    SELECT
        s.deal,
        s.kind
    FROM scoped_states($scope) AS s
    WHERE s.to_min > $scope['as_of']
),

members AS (
    SELECT
        p.*,
        k.kind
    FROM spans AS p
    LEFT JOIN outcomes AS k ON p.deal = k.deal
),

done AS (
    SELECT
        a.deal_no AS deal,
        coalesce(a.type, 'other') AS type,
        floor_day(minute_of(a.done_at)) AS day,
        a.rowid AS activity_no
    FROM activities AS a
    WHERE a.deal_no IS NOT NULL AND minute_of(a.done_at) <= $scope['as_of']
),

counted AS (
    SELECT
        m.deal,
        m.code,
        m.kind,
        d.type,
        count(*) AS activities
    FROM done AS d
    INNER JOIN members AS m ON d.deal = m.deal AND d.day >= m.first_day AND d.day <= m.last_day
    WHERE
        NOT m.is_broken
        AND ($start_min IS NULL OR d.day >= floor_day($start_min))
        AND d.day < floor_day($end_min + 1439)
    GROUP BY m.deal, m.code, m.kind, d.type
    UNION ALL
    SELECT
        b.deal,
        b.code,
        b.kind,
        b.type,
        count(*) AS activities
    FROM (
        SELECT DISTINCT
            d.activity_no,
            m.deal,
            m.code,
            m.kind,
            d.type
        FROM done AS d
        INNER JOIN members AS m ON d.deal = m.deal AND m.is_broken
        INNER JOIN open_states AS o
            ON
                m.deal = o.deal
                AND m.code = o.code
                AND d.day >= floor_day(o.from_min)
                AND d.day <= floor_day(o.to_min)
        WHERE ($start_min IS NULL OR d.day >= floor_day($start_min)) AND d.day < floor_day($end_min + 1439)
    ) AS b
    GROUP BY b.deal, b.code, b.kind, b.type
),

acted AS (
    SELECT
        c.code,
        c.type,
        count(*) AS deals,
        sum(c.activities) AS activities,
        sum(c.activities) FILTER (WHERE c.kind = 1) AS won_activities,
        sum(c.activities) FILTER (WHERE c.kind = 2) AS lost_activities
    FROM counted AS c
    GROUP BY c.code, c.type
    UNION ALL
    SELECT
        c.code,
        NULL AS type,
        count(DISTINCT c.deal) AS deals,
        sum(c.activities) AS activities,
        sum(c.activities) FILTER (WHERE c.kind = 1) AS won_activities,
        sum(c.activities) FILTER (WHERE c.kind = 2) AS lost_activities
    FROM counted AS c
    GROUP BY c.code
),

lasts AS (
    SELECT
        m.deal,
        m.code,
        d.type,
        max(d.day) AS last_day
    FROM done AS d
    INNER JOIN members AS m ON d.deal = m.deal AND m.kind = 0
    GROUP BY m.deal, m.code, d.type
),

silences AS (
    SELECT
        l.code,
        l.type,
        median(floor_day($scope['as_of']) - l.last_day) AS silent_days
    FROM lasts AS l
    GROUP BY l.code, l.type
    UNION ALL
    SELECT
        e.code,
        NULL AS type,
        median(floor_day($scope['as_of']) - e.last_day) AS silent_days
    FROM (
        SELECT
            l.deal,
            l.code,
            max(l.last_day) AS last_day
        FROM lasts AS l
        GROUP BY l.deal, l.code
    ) AS e
    GROUP BY e.code
),

codes AS (
    SELECT
        m.code,
        count(*) AS deals,
        sum(m.open_minutes) / 1440.0 AS open_days,
        count(*) FILTER (WHERE m.kind = 1) AS won_deals,
        coalesce(sum(m.open_minutes) FILTER (WHERE m.kind = 1), 0) / 1440.0 AS won_days,
        count(*) FILTER (WHERE m.kind = 2) AS lost_deals,
        coalesce(sum(m.open_minutes) FILTER (WHERE m.kind = 2), 0) / 1440.0 AS lost_days
    FROM members AS m
    GROUP BY m.code
),

types AS (
    SELECT DISTINCT a.type
    FROM acted AS a
    WHERE a.type IS NOT NULL
    UNION ALL
    SELECT NULL AS type
)

SELECT
    c.code,
    t.type,
    c.deals,
    cast(coalesce(a.activities, 0) AS BIGINT) AS activities,
    c.deals - coalesce(a.deals, 0) AS zero_deals,
    c.open_days,
    c.won_deals,
    cast(coalesce(a.won_activities, 0) AS BIGINT) AS won_activities,
    c.won_days,
    c.lost_deals,
    cast(coalesce(a.lost_activities, 0) AS BIGINT) AS lost_activities,
    c.lost_days,
    s.silent_days
FROM codes AS c
CROSS JOIN types AS t
LEFT JOIN acted AS a ON c.code = a.code AND t.type IS NOT DISTINCT FROM a.type
LEFT JOIN silences AS s ON c.code = s.code AND t.type IS NOT DISTINCT FROM s.type
ORDER BY c.code, t.type IS NOT NULL, activities DESC, t.type;
