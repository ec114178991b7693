-- Activities of deals while they were open in the period, up to the as-of (definitions §10), by value of the dimension,
-- by what the deals are at the as-of and by type: how many, and of how many deals. An activity counts on the days on
-- which its deal was open. type null: deals with any activity. Without $with_types only how many there are by value.
-- Most deals were open once, without a break (is_whole): what counts stands in each activity's row, and a deal is
-- counted where the first of its activities in the period is. Only of the others is each activity held against each
-- stay.
WITH whole AS (
    SELECT
        a.code,
        CASE WHEN NOT $with_types OR a.to_min > $scope['as_of'] THEN 0 ELSE a.next_kind END AS kind,
        CASE WHEN $with_types THEN a.type ELSE 0 END AS type,
        count(*) AS activities,
        count_if(
            $with_types AND a.earlier_same_day < CASE
                WHEN $start_min IS NULL THEN floor_day(a.from_min)
                ELSE greatest(floor_day(a.from_min), floor_day($start_min))
            END
        ) AS deals_of_type,
        count_if(
            $with_types AND a.earlier_day < CASE
                WHEN $start_min IS NULL THEN floor_day(a.from_min)
                ELSE greatest(floor_day(a.from_min), floor_day($start_min))
            END
        ) AS deals
    FROM scoped_activities($scope) AS a
    WHERE
        a.is_open_day
        AND a.from_min < $end_min
        AND ($start_min IS NULL OR (a.to_min > $start_min AND $start_min < $end_min))
        AND a.done_day <= floor_day($end_min)
        AND ($start_min IS NULL OR a.done_day >= floor_day($start_min))
        AND a.done_day < floor_day($end_min + 1439)
    GROUP BY ALL
),

broken AS (
    SELECT
        m.deal,
        m.code,
        m.kind,
        a.type,
        count(*) AS activities
    FROM scoped_openings($scope, $start_min, $end_min) AS m
    INNER JOIN scoped_broken_activities($scope) AS a ON m.deal = a.deal
    SEMI JOIN scoped_spans($scope) AS o
        ON
            m.deal = o.deal
            AND m.code = o.code
            AND NOT o.is_whole
            AND o.kind = 0
            AND o.from_min < $end_min
            AND ($start_min IS NULL OR o.to_min > $start_min)
            AND a.done_day >= floor_day(o.from_min)
            AND a.done_day <= floor_day(least(o.to_min, $end_min))
    WHERE
        NOT m.is_whole
        AND ($start_min IS NULL OR a.done_day >= floor_day($start_min))
        AND a.done_day < floor_day($end_min + 1439)
    GROUP BY m.deal, m.code, m.kind, a.type
)

SELECT
    w.code,
    w.kind,
    w.type,
    w.activities,
    w.deals_of_type AS deals
FROM whole AS w
WHERE $with_types
UNION ALL
SELECT
    w.code,
    w.kind,
    NULL AS type,
    w.activities,
    w.deals
FROM whole AS w
UNION ALL
SELECT
    b.code,
    b.kind,
    b.type,
    sum(b.activities) AS activities,
    count(*) AS deals
FROM broken AS b
WHERE $with_types
GROUP BY b.code, b.kind, b.type
UNION ALL
SELECT
    b.code,
    b.kind,
    NULL AS type,
    sum(b.activities) AS activities,
    count(DISTINCT b.deal) AS deals
FROM broken AS b
GROUP BY b.code, b.kind;
