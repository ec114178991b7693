-- The deals that were due in a period at its start and were won by its end (see forecast_accuracy), with the stage and
-- the age band in which they stood at its start.
SELECT
    o.deal,
    o.pipeline,
    o.rank,
    a.first_day
FROM scoped_states($scope) AS o
INNER JOIN scoped_states($scope) AS w
    ON o.deal = w.deal AND w.kind = 1 AND w.from_min <= $end_min AND w.to_min > $end_min
LEFT JOIN scoped_ages($scope, $then_min, $bands) AS a ON o.deal = a.deal AND o.rank = a.rank
WHERE
    o.kind = 0
    AND o.rank > 0
    AND o.evidence < 3
    AND o.from_min <= $then_min
    AND o.to_min > $then_min
    AND o.close_day > $then_min // 1440
    AND o.close_day < $before_day;
