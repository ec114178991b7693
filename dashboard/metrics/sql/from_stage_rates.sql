-- Win rate from a stage on (definitions §4): deals with a stage history that closed in the period, one outcome a deal,
-- by the furthest open stage they had come to. A won deal came past every stage.
SELECT
    pipeline,
    kind,
    furthest_before,
    count(*) AS deals
FROM scoped_visits($scope)
WHERE
    kind BETWEEN 1 AND 2
    AND is_current
    AND evidence < 3
    AND in_period($scope, floor_day(placed_min))
GROUP BY ALL;
