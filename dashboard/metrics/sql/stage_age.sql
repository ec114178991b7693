-- Open deals at the as-of by stage and by how long they have been in it (definitions §3, stage × age band). $bands:
-- first day of each band; first_day: null where no file tells when the deal came into its stage. Age: all time in the
-- stage, visits before included. value: at the as-of's rate.
WITH bands AS (
    SELECT
        first_day,
        lead(first_day, 1, 1000000) OVER (ORDER BY first_day) AS next_day
    FROM (SELECT unnest(cast($bands AS INTEGER[])) AS first_day)
),

ages AS (
    SELECT
        v.deal,
        (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 AS age_days
    FROM scoped_visits($scope) AS v
    WHERE v.kind = 0 AND v.is_current AND v.entry_known AND v.evidence < 3
)

SELECT
    s.pipeline,
    s.rank,
    b.first_day,
    count(*) AS deals,
    coalesce(sum(s.value), 0) AS value,
    count(*) - count(s.value) AS no_value,
    CASE WHEN $with_deals THEN list(s.deal) END AS deal_numbers
FROM scoped_states($scope) AS s
LEFT JOIN ages AS a ON s.deal = a.deal
LEFT JOIN bands AS b ON a.age_days >= b.first_day AND a.age_days < b.next_day
WHERE s.kind = 0 AND s.to_min > $scope['as_of']
GROUP BY s.pipeline, s.rank, b.first_day;
