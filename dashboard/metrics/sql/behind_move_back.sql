-- The deals that moved back from one stage of a pipeline to an earlier one (definitions §3, back-move edges).
SELECT DISTINCT deal
FROM scoped_visits($scope)
WHERE
    evidence < 3
    AND in_period($scope, cohort_day)
    AND kind = 0
    AND leaves = 2
    AND pipeline = $pipeline
    AND rank = $rank
    AND next_rank = $next_rank;
