-- The deals behind one part of the flow through a stage in [$start_min, $end_min) (definitions §2). $part: entered, or
-- how a visit ended: advanced, moved_back, won, lost, void. A deal that did so twice is one deal.
SELECT DISTINCT deal
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND ($pipeline IS NULL OR pipeline = $pipeline)
    AND ($rank IS NULL OR rank = $rank)
    AND entered_min < $end_min
    AND (left_min >= $start_min OR entered_min >= $start_min)
    AND CASE $part
        WHEN 'entered' THEN entered_min >= $start_min
        WHEN 'advanced' THEN left_min < $end_min AND leaves = 1
        WHEN 'moved_back' THEN left_min < $end_min AND leaves = 2
        WHEN 'won' THEN left_min < $end_min AND leaves = 3
        WHEN 'lost' THEN left_min < $end_min AND leaves = 4
        WHEN 'void' THEN left_min < $end_min AND leaves = 5
    END;
