-- The queue of each stage by week (definitions §2): visits begun and ended in each of the weeks of seven days from
-- $first_day on, and those going on when the first week began (week -1). A deal that came or left twice in a week is
-- one deal: only of those that came back to the stage need they be told apart.
WITH weeks AS (
    SELECT
        stage,
        deal,
        is_first AND next_same_min = 2147483647 AS is_only,
        CASE WHEN entered_min < $first_day * 1440 THEN -1 ELSE (floor_day(entered_min) - $first_day) // 7 END
            AS entered_week,
        CASE WHEN left_min < $end_min THEN (floor_day(left_min) - $first_day) // 7 END AS left_week
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entered_min < $end_min
        AND (left_min >= $first_day * 1440 OR entered_min >= $first_day * 1440)
),

moves AS (
    SELECT
        stage,
        deal,
        is_only,
        entered_week AS week,
        'entered' AS part
    FROM weeks
    UNION ALL
    SELECT
        stage,
        deal,
        is_only,
        left_week AS week,
        'left' AS part
    FROM weeks
    WHERE left_week IS NOT NULL
),

counts AS (
    SELECT
        stage,
        week,
        part,
        count(*) AS visits,
        count_if(is_only) AS deals
    FROM moves
    GROUP BY ALL
    UNION ALL
    SELECT
        stage,
        week,
        part,
        0 AS visits,
        count(DISTINCT deal) AS deals
    FROM moves
    WHERE NOT is_only
    GROUP BY ALL
)

SELECT
    stage,
    week,
    part,
    cast(sum(visits) AS BIGINT) AS visits,
    cast(sum(deals) AS BIGINT) AS deals
FROM counts
GROUP BY stage, week, part;
