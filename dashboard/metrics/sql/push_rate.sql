-- Push rate (definitions §7): of the deals open and due in a period at its start, those still open at its end; added
-- up over the periods asked for. starts, ends: minutes; befores: the day after the last of each period.
WITH periods AS (
    SELECT
        unnest(cast($starts AS INTEGER[])) AS start_min,
        unnest(cast($ends AS INTEGER[])) AS end_min,
        unnest(cast($befores AS INTEGER[])) AS before_day
),

due AS (
    SELECT
        s.deal,
        s.value,
        p.end_min,
        s.code
    FROM scoped_states($scope) AS s
    INNER JOIN periods AS p
        ON
            s.from_min < p.start_min
            AND s.to_min >= p.start_min
            AND s.close_day >= p.start_min // 1440
            AND s.close_day < p.before_day
    WHERE s.kind = 0 AND s.to_min >= list_min($starts) AND s.from_min < list_max($starts)
)

SELECT
    d.code,
    count(*) AS due,
    count(*) FILTER (WHERE e.kind = 0) AS slipped,
    coalesce(sum(d.value), 0) AS due_value,
    coalesce(sum(d.value) FILTER (WHERE e.kind = 0), 0) AS slipped_value
FROM due AS d
INNER JOIN scoped_states($scope) AS e ON d.deal = e.deal AND d.end_min > e.from_min AND d.end_min <= e.to_min
WHERE e.to_min >= list_min($ends) AND e.from_min < list_max($ends)
GROUP BY d.code;
