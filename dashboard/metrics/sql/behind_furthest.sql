-- The deals behind one mark of a funnel by furthest stage (definitions §2), or of the open pipeline. $part:
-- reached (furthest at or beyond the rank, or won), won, lost, void, open (furthest is the rank), now (in the stage).
SELECT deal
FROM scoped_states($scope)
WHERE
    to_min > $scope['as_of']
    AND ($pipeline IS NULL OR pipeline = $pipeline)
    AND CASE $part
        WHEN 'now' THEN kind = 0 AND ($rank IS NULL OR rank = $rank)
        ELSE
            evidence < 3
            AND in_period($scope, cohort_day)
            AND CASE $part
                WHEN 'reached' THEN (kind = 1 OR furthest >= $rank) AND (furthest > 0 OR kind = 1)
                WHEN 'won' THEN kind = 1
                WHEN 'lost' THEN kind = 2 AND furthest = $rank
                WHEN 'void' THEN kind = 3 AND furthest = $rank
                WHEN 'open' THEN kind IN (0, 4) AND furthest = $rank
            END
    END;
