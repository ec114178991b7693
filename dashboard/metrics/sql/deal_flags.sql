-- Open deals with their flags (definitions §9), most flags first, then the largest. $raised: the flags that the data
-- can carry; $wanted: those that a deal must carry; $deal_ids: the deals to look at, null for all. Stay limits:
-- pipelines, ranks and days; limits of a pipeline: amount and days ahead (null: none known). age: sum of the visits to
-- the present stage up to the as-of. last_min: the last activity.
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
            CASE WHEN minute_of(d.last_activity_at) <= $scope['as_of'] THEN minute_of(d.last_activity_at) END
        ) AS last_min,
        minute_of(d.last_activity_at) > $scope['as_of'] AND $states_activity AS is_touched_later,
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
        *,
        list_filter(
            [
                CASE WHEN age_days > limit_days THEN 'stuck' END,
                CASE
                    WHEN
                        NOT (last_min IS NULL AND coalesce(is_touched_later, FALSE))
                        AND floor_day($scope['as_of']) - floor_day(greatest(last_min, born_min)) >= $idle_days
                        THEN 'idle'
                END,
                CASE WHEN close_day < floor_day($scope['as_of']) THEN 'overdue' END,
                CASE WHEN pushes >= $least_pushes THEN 'pushed' END,
                CASE WHEN rank < furthest THEN 'moved_back' END,
                CASE WHEN coalesce(amount, 0) <= 0 THEN 'no_amount' END,
                CASE WHEN value > large_value THEN 'huge_amount' END,
                CASE
                    WHEN
                        is_present
                        AND next_step = ''
                        AND planned = 0
                        AND coalesce(floor_day(minute_of(next_activity_at)) < floor_day($scope['as_of']), TRUE)
                        THEN 'no_next_step'
                END,
                CASE
                    WHEN
                        close_day < floor_day($scope['as_of']) - 365
                        OR (close_day < 2147483647 AND close_day > floor_day($scope['as_of']) + far_days)
                        THEN 'implausible_close'
                END
            ],
            LAMBDA flag: list_contains($raised, flag)
        ) AS flags
    FROM told
),

first_of_all AS (
    SELECT
        *,
        count(*) OVER () AS all_flagged
    FROM flagged
    WHERE len(flags) > 0 AND ($wanted IS NULL OR list_has_all(flags, $wanted))
    ORDER BY len(flags) DESC, value DESC NULLS LAST, deal
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
    f.next_step,
    cast(make_timestamp(cast(f.last_min AS BIGINT) * 60000000) AS DATE) AS last_activity,
    f.flags,
    f.deal,
    f.all_flagged
FROM first_of_all AS f
INNER JOIN deals AS d ON f.deal = d.deal_no
LEFT JOIN stages AS g ON f.stage = g.stage_code
ORDER BY len(f.flags) DESC, f.value DESC NULLS LAST, f.deal;
