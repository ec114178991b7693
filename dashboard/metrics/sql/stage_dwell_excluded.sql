-- Stays that the dwell metric leaves out because no file tells when they began.
SELECT count(*) AS stays
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND NOT entry_known
    AND in_period($scope, floor_day(entered_min));
