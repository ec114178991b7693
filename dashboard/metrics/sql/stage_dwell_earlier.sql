-- Visits to a stage before the last one by the as-of, of the deals that came back to it (see stage_dwell_working).
SELECT
    deal,
    stage,
    entered_min,
    left_min
FROM scoped_returns($scope);
