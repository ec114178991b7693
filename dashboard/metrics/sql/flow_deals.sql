-- Deals of each part of the flow through the stages in [$start_min, $end_min) (definitions §2): the parts of
-- stage_flow, where a deal that came or left twice is one deal.
WITH moved AS (
    SELECT
        deal,
        pipeline,
        rank,
        entered_min >= $start_min AS is_new,
        CASE WHEN left_min < $end_min THEN leaves ELSE 0 END AS ended
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entered_min < $end_min
        AND (left_min >= $start_min OR entered_min >= $start_min)
)

SELECT
    pipeline,
    rank,
    'entered' AS part,
    count(DISTINCT deal) AS deals
FROM moved
WHERE is_new
GROUP BY pipeline, rank
UNION ALL
SELECT
    pipeline,
    rank,
    CASE ended WHEN 1 THEN 'advanced' WHEN 2 THEN 'moved_back' WHEN 3 THEN 'won' WHEN 4 THEN 'lost' ELSE 'void' END
        AS part,
    count(DISTINCT deal) AS deals
FROM moved
WHERE ended > 0
GROUP BY pipeline, rank, ended;
