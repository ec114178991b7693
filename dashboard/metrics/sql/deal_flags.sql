-- Open deals with their flags (definitions §9), most flags first, then the largest. $raised: the flags that the data
-- can carry; $wanted: those that a deal must carry; $deal_ids: the deals to look at, null for all. Stay limits:
-- pipelines, ranks and days; limits of a pipeline: amount and days ahead (null: none known). age: sum of the visits to
-- the present stage up to the as-of. done_min, stated_at: the last activity by the as-of, from the log of activities
-- and as the deal's file states it. A file states the last one only: where that lies after the as-of, and no log tells
-- of an earlier one, nobody knows whether the deal was idle.
-- Flags are a bit each, in the order of the list at the end, so that only the deals shown get names.
WITH standing AS (
    SELECT
        s.deal,
        s.pipeline,
        s.stage,
        s.rank,
        s.furthest,
        s.amount,
        s.value,
        s.close_day
    FROM scoped_states($scope) AS s
    WHERE
        s.kind = 0
        AND s.to_min > $scope['as_of']
        AND (
            $deal_ids IS NULL
            OR s.deal IN (
                SELECT i.deal_no FROM deals AS i WHERE i.deal_id IN (SELECT unnest(cast($deal_ids AS VARCHAR[])))
            )
        )
),

ages AS (
    SELECT
        v.deal,
        (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 AS age_days
    FROM scoped_visits($scope) AS v
    WHERE v.kind = 0 AND v.is_current AND v.entry_known
),

stays AS (
    SELECT
        unnest(cast($pipelines AS USMALLINT[])) AS pipeline,
        unnest(cast($ranks AS USMALLINT[])) AS rank,
        unnest(cast($days AS DOUBLE[])) AS limit_days
),

sizes AS (
    SELECT
        unnest(cast($limit_pipelines AS USMALLINT[])) AS pipeline,
        unnest(cast($large_values AS DOUBLE[])) AS large_value,
        unnest(cast($far_days AS DOUBLE[])) AS far_days
),

touches AS (
    SELECT
        l.deal,
        l.done_min
    FROM latest_activities($scope) AS l
    WHERE l.to_min > $scope['as_of']
),

plans AS (
    SELECT DISTINCT a.deal_no
    FROM activities AS a
    WHERE
        a.due_at IS NOT NULL
        AND a.deal_no IN (SELECT t.deal FROM standing AS t)
        AND floor_day(minute_of(a.due_at)) >= floor_day($scope['as_of'])
        AND coalesce(minute_of(a.done_at) > $scope['as_of'], TRUE)
),

-- Only deals with so many changes can have been pushed so often; of the others no text need be read as a date.
changes AS MATERIALIZED (
    SELECT
        c.deal_no,
        c.old_value,
        c.new_value,
        minute_of(c."at") AS at_min
    FROM deal_changes AS c
    WHERE
        c.field = 'expected_close'
        AND c.deal_no IN (
            SELECT m.deal_no FROM deal_changes AS m
            WHERE m.field = 'expected_close'
            GROUP BY m.deal_no
            HAVING count(*) >= $least_pushes
        )
),

-- An open deal has left every outcome it ever had.
pushes AS (
    SELECT
        c.deal_no,
        count(*) AS pushes
    FROM changes AS c
    LEFT JOIN scoped_visits($scope) AS v
        ON
            c.deal_no = v.deal
            AND v.kind > 0
            AND v.left_min <= $scope['as_of']
            AND c.at_min >= v.entered_min
            AND c.at_min < v.left_min
    WHERE
        try_cast(c.new_value AS DATE) > try_cast(c.old_value AS DATE)
        AND c.at_min <= $scope['as_of']
        AND v.deal IS NULL
    GROUP BY c.deal_no
),

present AS (
    SELECT i.import_id
    FROM imports AS i
    WHERE floor_day(minute_of(i.as_of)) <= floor_day($scope['as_of'])
),

told AS (
    SELECT
        s.*,
        a.age_days,
        y.limit_days,
        z.large_value,
        z.far_days,
        coalesce(p.pushes, 0) AS pushes,
        n.deal_no IS NOT NULL AS is_planned,
        d.next_step,
        d.next_activity_at,
        d.import_id,
        t.done_min,
        d.stated_activity_at,
        d.created_at,
        d.entered_min
    FROM standing AS s
    INNER JOIN deals AS d ON s.deal = d.deal_no
    LEFT JOIN ages AS a ON s.deal = a.deal
    LEFT JOIN stays AS y ON s.pipeline = y.pipeline AND s.rank = y.rank
    LEFT JOIN sizes AS z ON s.pipeline = z.pipeline
    LEFT JOIN touches AS t ON s.deal = t.deal
    LEFT JOIN plans AS n ON s.deal = n.deal_no
    LEFT JOIN pushes AS p ON s.deal = p.deal_no
),

-- Instants are held against instants that are worked out once: turning each into a day costs as much as all the rest.
edges AS (
    SELECT
        make_timestamp(cast(floor_day($scope['as_of']) AS BIGINT) * 86400000000) AS today,
        make_timestamp((cast($scope['as_of'] AS BIGINT) + 1) * 60000000) AS later,
        make_timestamp(cast(floor_day($scope['as_of']) - $idle_days + 1 AS BIGINT) * 86400000000) AS idle,
        (floor_day($scope['as_of']) - $idle_days + 1) * 1440 AS idle_min
),

flagged AS (
    SELECT
        deal,
        stage,
        value,
        age_days,
        close_day,
        done_min,
        CASE WHEN stated_activity_at < later THEN stated_activity_at END AS stated_at,
        cast(coalesce(age_days > limit_days, FALSE) AS INTEGER)
        + 2 * cast(
            NOT (done_min IS NULL AND coalesce(stated_activity_at >= later, FALSE))
            AND coalesce(done_min < idle_min, TRUE)
            AND coalesce(stated_activity_at < idle OR stated_activity_at >= later, TRUE)
            AND coalesce(created_at < idle, entered_min < idle_min) AS INTEGER
        )
        + 4 * cast(coalesce(close_day < floor_day($scope['as_of']), FALSE) AS INTEGER)
        + 8 * cast(pushes >= $least_pushes AS INTEGER)
        + 16 * cast(rank < furthest AS INTEGER)
        + 32 * cast(coalesce(amount <= 0, TRUE) AS INTEGER)
        + 64 * cast(coalesce(value > large_value, FALSE) AS INTEGER)
        + 128 * cast(
            coalesce(next_step = '', FALSE)
            AND NOT is_planned
            AND coalesce(next_activity_at < today, TRUE)
            AND coalesce(import_id IN (SELECT p.import_id FROM present AS p), FALSE) AS INTEGER
        )
        + 256 * cast(
            coalesce(
                close_day < floor_day($scope['as_of']) - 365
                OR (close_day < 2147483647 AND close_day > floor_day($scope['as_of']) + far_days),
                FALSE
            ) AS INTEGER
        ) AS flags
    FROM told
    CROSS JOIN edges
),

-- The flags that can be raised, and those that a deal must carry.
bits AS (
    SELECT
        cast(coalesce(sum(b.bit) FILTER (WHERE list_contains($raised, b.flag)), 0) AS INTEGER) AS raised,
        cast(coalesce(sum(b.bit) FILTER (WHERE list_contains($wanted, b.flag)), 0) AS INTEGER) AS wanted
    FROM (
        VALUES
        ('stuck', 1),
        ('idle', 2),
        ('overdue', 4),
        ('pushed', 8),
        ('moved_back', 16),
        ('no_amount', 32),
        ('huge_amount', 64),
        ('no_next_step', 128),
        ('implausible_close', 256)
    ) AS b (flag, bit)
),

carrying AS MATERIALIZED (
    SELECT
        f.* EXCLUDE (flags),
        f.flags & b.raised AS flags
    FROM flagged AS f
    CROSS JOIN bits AS b
    WHERE f.flags & b.raised > 0 AND f.flags & b.raised & b.wanted = b.wanted
),

first_of_all AS (
    SELECT *
    FROM carrying
    ORDER BY bit_count(flags) DESC, value DESC NULLS LAST, deal
    LIMIT $most
)

SELECT
    d.deal_id,
    d.name,
    d.account,
    d.owner,
    d.pipeline,
    coalesce(g.stage, '') AS stage,
    f.value,
    f.age_days,
    CASE WHEN f.close_day < 2147483647 THEN cast(DATE '1970-01-01' + f.close_day AS DATE) END AS expected_close,
    d.next_step,
    greatest(
        cast(make_timestamp(cast(f.done_min AS BIGINT) * 60000000) AS DATE), cast(f.stated_at AS DATE)
    ) AS last_activity,
    list_filter(
        [
            CASE WHEN f.flags & 1 > 0 THEN 'stuck' END,
            CASE WHEN f.flags & 2 > 0 THEN 'idle' END,
            CASE WHEN f.flags & 4 > 0 THEN 'overdue' END,
            CASE WHEN f.flags & 8 > 0 THEN 'pushed' END,
            CASE WHEN f.flags & 16 > 0 THEN 'moved_back' END,
            CASE WHEN f.flags & 32 > 0 THEN 'no_amount' END,
            CASE WHEN f.flags & 64 > 0 THEN 'huge_amount' END,
            CASE WHEN f.flags & 128 > 0 THEN 'no_next_step' END,
            CASE WHEN f.flags & 256 > 0 THEN 'implausible_close' END
        ],
        LAMBDA flag: flag IS NOT NULL
    ) AS flags,
    f.deal,
    (SELECT count(*) FROM carrying) AS all_flagged
FROM first_of_all AS f
INNER JOIN deals AS d ON f.deal = d.deal_no
LEFT JOIN stages AS g ON f.stage = g.stage_code
ORDER BY bit_count(f.flags) DESC, f.value DESC NULLS LAST, f.deal;
