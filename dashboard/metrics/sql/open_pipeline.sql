-- Open deals per stage at the as-of (definitions §2, now in stage). Value: in the reporting currency at the as-of's
-- rate;
-- deals without an amount or without a rate are counted, not valued.
SELECT
    pipeline,
    stage,
    rank,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    coalesce(sum(value * probability), 0) AS weighted,
    count(*) - count(value) AS no_value
FROM scoped_states($scope)
WHERE
    to_min > $scope['as_of']
    AND kind = 0
GROUP BY pipeline, stage, rank;
