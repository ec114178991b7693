-- Open deals with their flags (definitions §9), most flags first, then the largest. $raised: the flags that the data
-- can carry; $wanted: those that a deal must carry; $deal_ids: the deals to look at, null for all. Stay limits:
-- pipelines, ranks and days; limits of a pipeline: amount and days ahead (null: none known). age: sum of the visits to
-- the present stage up to the as-of. last_min: the last activity by the as-of, from the log of activities or as the
-- deal's file states it. A file states the last one only: where that lies after the as-of, and no log tells of an
-- earlier one, nobody knows whether the deal was idle.
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
        a.deal_no,
        max(minute_of(a.done_at)) FILTER (WHERE minute_of(a.done_at) <= $scope['as_of']) AS done_min,
        count(*) FILTER (
            WHERE floor_day(minute_of(a.due_at)) >= floor_day($scope['as_of'])
            AND coalesce(minute_of(a.done_at) > $scope['as_of'], TRUE)
        ) AS planned
    FROM activities AS a
    WHERE a.deal_no IN (SELECT t.deal FROM standing AS t)
    GROUP BY a.deal_no
),

pushes AS (
    SELECT
        c.deal_no,
        count(*) AS pushes
    FROM deal_changes AS c
    LEFT JOIN scoped_visits($scope) AS v
        ON
            c.deal_no = v.deal
            AND v.kind > 0
            AND minute_of(c."at") >= v.entered_min
            AND minute_of(c."at") < v.left_min
    WHERE
        c.field = 'expected_close'
        AND try_cast(c.new_value AS DATE) > try_cast(c.old_value AS DATE)
        AND minute_of(c."at") <= $scope['as_of']
        AND v.deal IS NULL
        AND c.deal_no IN (SELECT t.deal FROM standing AS t)
    GROUP BY c.deal_no
),

told AS (
    SELECT
        s.*,
        a.age_days,
        y.limit_days,
        z.large_value,
        z.far_days,
        coalesce(p.pushes, 0) AS pushes,
        coalesce(t.planned, 0) AS planned,
        d.next_step,
        d.next_activity_at,
        floor_day(minute_of(i.as_of)) <= floor_day($scope['as_of']) AS is_present,
        greatest(
            t.done_min,
            CASE WHEN minute_of(d.stated_activity_at) <= $scope['as_of'] THEN minute_of(d.stated_activity_at) END
        ) AS last_min,
        coalesce(minute_of(d.stated_activity_at) > $scope['as_of'], FALSE) AS is_touched_later,
        coalesce(minute_of(d.created_at), d.entered_min) AS born_min
    FROM standing AS s
    INNER JOIN deals AS d ON s.deal = d.deal_no
    LEFT JOIN imports AS i ON d.import_id = i.import_id
    LEFT JOIN ages AS a ON s.deal = a.deal
    LEFT JOIN stays AS y ON s.pipeline = y.pipeline AND s.rank = y.rank
    LEFT JOIN sizes AS z ON s.pipeline = z.pipeline
    LEFT JOIN touches AS t ON s.deal = t.deal_no
    LEFT JOIN pushes AS p ON s.deal = p.deal_no
),

flagged AS (
    SELECT
        deal,
        stage,
        value,
        age_days,
        close_day,
        last_min,
        CASE
            WHEN
                list_contains($raised, 'stuck')
                AND age_days > limit_days
                THEN 1
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'idle')
                AND NOT (last_min IS NULL AND is_touched_later)
                AND floor_day($scope['as_of']) - floor_day(greatest(last_min, born_min)) >= $idle_days
                THEN 2
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'overdue')
                AND close_day < floor_day($scope['as_of'])
                THEN 4
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'pushed')
                AND pushes >= $least_pushes
                THEN 8
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'moved_back')
                AND rank < furthest
                THEN 16
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'no_amount')
                AND coalesce(amount, 0) <= 0
                THEN 32
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'huge_amount')
                AND value > large_value
                THEN 64
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'no_next_step')
                AND is_present
                AND next_step = ''
                AND planned = 0
                AND coalesce(floor_day(minute_of(next_activity_at)) < floor_day($scope['as_of']), TRUE)
                THEN 128
            ELSE 0
        END
        + CASE
            WHEN
                list_contains($raised, 'implausible_close')
                AND (
                    close_day < floor_day($scope['as_of']) - 365
                    OR (close_day < 2147483647 AND close_day > floor_day($scope['as_of']) + far_days)
                )
                THEN 256
            ELSE 0
        END AS flags
    FROM told
),

wanted AS (
    SELECT coalesce(sum(b.bit), 0) AS flags
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
    WHERE list_contains($wanted, b.flag)
),

carrying AS MATERIALIZED (
    SELECT f.*
    FROM flagged AS f
    CROSS JOIN wanted AS w
    WHERE f.flags > 0 AND f.flags & cast(w.flags AS INTEGER) = w.flags
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
    cast(make_timestamp(cast(f.last_min AS BIGINT) * 60000000) AS DATE) AS last_activity,
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
