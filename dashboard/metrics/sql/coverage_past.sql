-- Earlier periods at the same day: what was open and due in the rest of the period then, how much of it was won by the
-- period's end (its yield; 1 ÷ yield is the coverage that was needed), and what had been won and was won in the end.
-- dated: open deals whose due date of that day is known; a file that only keeps the last close date does not tell it.
-- $starts, $days (the same day of each period), $befores: days since 1970. One row a period and value.
WITH periods AS (
    SELECT
        unnest(cast($starts AS INTEGER[])) AS from_day,
        unnest(cast($days AS INTEGER[])) AS then_day,
        unnest(cast($befores AS INTEGER[])) AS before_day
),

open_then AS (
    SELECT
        p.from_day,
        s.code,
        s.value,
        s.close_day < p.before_day AS in_period,
        s.close_day < 2147483647 AS dated,
        e.deal IS NOT NULL AS won
    FROM scoped_states($scope) AS s
    INNER JOIN periods AS p
        ON
            s.from_min < (p.then_day + 1) * 1440
            AND s.to_min >= (p.then_day + 1) * 1440
            AND s.close_day >= p.then_day
    LEFT JOIN scoped_states($scope) AS e
        ON s.deal = e.deal AND e.kind = 1 AND e.from_min < p.before_day * 1440 AND e.to_min >= p.before_day * 1440
    WHERE s.kind = 0 AND s.to_min >= list_min($days) * 1440 AND s.from_min < (list_max($days) + 1) * 1440
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
        sum(value) FILTER (WHERE in_period) AS open_value,
        sum(value) FILTER (WHERE in_period AND won) AS yielded,
        count(*) AS deals,
        count(*) FILTER (WHERE dated) AS dated
    FROM open_then
    GROUP BY from_day, code
)

SELECT
    coalesce(o.from_day, c.from_day) AS from_day,
    coalesce(o.code, c.code) AS code,
    coalesce(o.open_value, 0) AS open_value,
    coalesce(o.yielded, 0) AS yielded,
    coalesce(c.won_value, 0) AS won_value,
    coalesce(c.won_by_then, 0) AS won_by_then,
    coalesce(o.deals, 0) AS deals,
    coalesce(o.dated, 0) AS dated
FROM opened AS o
FULL JOIN closed AS c ON o.from_day = c.from_day AND o.code = c.code;
