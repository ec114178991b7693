-- The deals that took one way through the stages (definitions §3, paths). $stages: the codes of the stages and outcomes
-- in order, of one pipeline.
SELECT deal
FROM scoped_visits($scope)
WHERE evidence < 3 AND in_period($scope, cohort_day) AND pipeline = $pipeline
GROUP BY deal
HAVING list(stage ORDER BY visit_no) = cast($stages AS USMALLINT[]);
