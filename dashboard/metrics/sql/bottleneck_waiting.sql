-- Deals that wait in a stage now, one by one: when the visit began and whether a file tells so, the minutes ($working:
-- working minutes) of the deal's earlier visits to the stage, and its value at the as-of's rate (0: no amount or no
-- rate).
SELECT
    v.stage,
    v.code,
    v.entered_min,
    v.entry_known,
    CASE WHEN $working THEN v.earlier_worked_min ELSE v.earlier_min END AS earlier_min,
    coalesce(s.value, 0) AS value
FROM scoped_visits($scope) AS v
LEFT JOIN scoped_states($scope) AS s ON v.deal = s.deal AND s.kind = 0 AND s.to_min > $scope['as_of']
WHERE v.kind = 0 AND v.evidence < 3 AND v.is_current;
