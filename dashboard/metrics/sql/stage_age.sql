-- Open deals at the as-of by stage and by how long they have been in it (definitions §3, stage × age band). $bands:
-- first day of each band; first_day: null where no file tells when the deal came into its stage. Age: all time in the
-- stage, visits before included. value: at the as-of's rate.
SELECT
    s.pipeline,
    s.rank,
    a.first_day,
    count(*) AS deals,
    coalesce(sum(s.value), 0) AS value,
    count(*) - count(s.value) AS no_value,
    CASE WHEN $with_deals THEN list(s.deal) END AS deal_numbers
FROM scoped_states($scope) AS s
LEFT JOIN scoped_ages($scope, $scope['as_of'], $bands) AS a ON s.deal = a.deal
WHERE s.kind = 0 AND s.to_min > $scope['as_of']
GROUP BY s.pipeline, s.rank, a.first_day;
