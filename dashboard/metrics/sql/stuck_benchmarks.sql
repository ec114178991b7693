-- How long won deals stayed in each stage (definitions §9): the point below which $part of their completed stays lie,
-- sum of visits.
SELECT
    v.pipeline,
    v.rank,
    count(*) AS stays,
    quantile_cont((v.earlier_min + v.left_min - v.entered_min) / 1440.0, cast($part AS DOUBLE)) AS benchmark_days
FROM scoped_visits($scope) AS v
SEMI JOIN (
    SELECT w.deal FROM scoped_visits($scope) AS w WHERE w.kind = 1 AND w.is_current
) AS won ON v.deal = won.deal
WHERE
    v.kind = 0
    AND v.evidence < 3
    AND v.entry_known
    AND NOT v.is_current
    AND v.next_same_min > $scope['as_of']
GROUP BY v.pipeline, v.rank;
