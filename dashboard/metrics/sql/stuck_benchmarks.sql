-- How long won deals stayed in each stage (definitions §9): the point below which $part of their completed stays lie,
-- sum of visits.
SELECT
    pipeline,
    rank,
    count(*) AS stays,
    quantile_cont(earlier_min + left_min - entered_min, cast($part AS DOUBLE)) / 1440.0 AS benchmark_days
FROM scoped_visits_of_deals($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND NOT is_current
    AND next_same_min > $scope['as_of']
    AND deal_kind = 1
GROUP BY pipeline, rank;
