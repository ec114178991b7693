-- Earlier periods at the same day: what was open and due in the rest of the period then, how much of it was won by the
-- period's end (its yield; 1 ÷ yield is the coverage that was needed), and what had been won and was won in the end.
-- dated: open deals whose due date of that day is known; a file that only keeps the last close date does not tell it.
-- $starts, $days (the same day of each period), $befores: days since 1970, of at most four periods. States that cover
-- none of those days are left out before the others are held against each. One row a period and value.
WITH periods AS (
    SELECT
        unnest(cast($starts AS INTEGER[])) AS from_day,
        unnest(cast($days AS INTEGER[])) AS then_day,
        unnest(cast($befores AS INTEGER[])) AS before_day
),

open_then AS MATERIALIZED (
    SELECT
        p.from_day,
        p.before_day,
        s.deal,
        s.code,
        s.value,
        s.close_day
    FROM scoped_states($scope) AS s
    INNER JOIN periods AS p
        ON
            s.from_min < (p.then_day + 1) * 1440
            AND s.to_min >= (p.then_day + 1) * 1440
            AND s.close_day >= p.then_day
    WHERE
        s.kind = 0
        AND s.to_min >= list_min($days) * 1440
        AND s.from_min < (list_max($days) + 1) * 1440
        AND (
            (s.from_min < ($days[1] + 1) * 1440 AND s.to_min >= ($days[1] + 1) * 1440)
            OR (s.from_min < ($days[2] + 1) * 1440 AND s.to_min >= ($days[2] + 1) * 1440)
            OR (s.from_min < ($days[3] + 1) * 1440 AND s.to_min >= ($days[3] + 1) * 1440)
            OR (s.from_min < ($days[4] + 1) * 1440 AND s.to_min >= ($days[4] + 1) * 1440)
        )
),

closed AS (
    SELECT
        p.from_day,
        v.code,
        sum(v.value) AS won_value,
        sum(v.value) FILTER (WHERE floor_day(v.placed_min) <= p.then_day) AS won_by_then
    FROM scoped_visits($scope) AS v
    INNER JOIN periods AS p ON floor_day(v.placed_min) >= p.from_day AND floor_day(v.placed_min) < p.before_day
    WHERE v.kind = 1 AND v.is_current
    GROUP BY p.from_day, v.code
),

opened AS (
    SELECT
        from_day,
        code,
        sum(value) FILTER (WHERE close_day < before_day) AS open_value,
        count(*) AS deals,
        count(*) FILTER (WHERE close_day < 2147483647) AS dated
    FROM open_then
    GROUP BY from_day, code
),

won_by_end AS (
    SELECT
        t.from_day,
        t.code,
        sum(t.value) AS yielded
    FROM open_then AS t
    INNER JOIN scoped_states($scope) AS e
        ON t.deal = e.deal AND e.kind = 1 AND e.from_min < t.before_day * 1440 AND e.to_min >= t.before_day * 1440
    WHERE t.close_day < t.before_day
    GROUP BY t.from_day, t.code
)

SELECT
    coalesce(o.from_day, c.from_day) AS from_day,
    coalesce(o.code, c.code) AS code,
    coalesce(o.open_value, 0) AS open_value,
    coalesce(w.yielded, 0) AS yielded,
    coalesce(c.won_value, 0) AS won_value,
    coalesce(c.won_by_then, 0) AS won_by_then,
    coalesce(o.deals, 0) AS deals,
    coalesce(o.dated, 0) AS dated
FROM opened AS o
FULL JOIN closed AS c ON o.from_day = c.from_day AND o.code = c.code
LEFT JOIN won_by_end AS w ON o.from_day = w.from_day AND o.code = w.code;
