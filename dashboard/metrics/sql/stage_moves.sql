-- Where deals go from each stage: visits that ended in ($from_min, as-of], by how they ended and the rank they went to.
-- The absorbing chain of these moves gives the chance to win from a stage (definitions §2).
WITH moves AS (
    SELECT
        stage,
        leaves_once AS leaves,
        next_rank,
        count(*) AS visits
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND leaves_once > 0
        AND left_min > $from_min
        AND left_min <= $scope['as_of']
    GROUP BY ALL
)

SELECT
    s.pipeline_code AS pipeline,
    s.rank,
    m.leaves,
    m.next_rank,
    m.visits
FROM moves AS m
INNER JOIN stages AS s ON m.stage = s.stage_code;
