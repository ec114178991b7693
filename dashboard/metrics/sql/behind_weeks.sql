-- The deals behind one mark of a stage's queue by week, of the week [$start_min, $end_min). $part: entered (a visit
-- began in it), left (a visit ended in it), standing (a visit went on when it ended). A deal that did so twice is one.
SELECT DISTINCT deal
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND stage = $stage
    AND entered_min < $end_min
    AND CASE $part
        WHEN 'entered' THEN entered_min >= $start_min
        WHEN 'left' THEN left_min >= $start_min AND left_min < $end_min
        WHEN 'standing' THEN left_min >= $end_min
    END;
