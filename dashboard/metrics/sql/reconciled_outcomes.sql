-- What the win rates count, deal by deal (definitions §4): outcomes up to the as-of (kind 1 won, 2 lost, 3 void) and
-- open deals more than $overdue_days days past their expected close (kind 0), grouped by what decides which of the
-- definitions counts them. in_period: closed in the period (open: due in it); in_cohort: entered the pipeline in it;
-- reach: furthest stage (won: beyond every stage), -1 without a stage history. Value: amount at close, of open deals
-- now; zero or less is none.
WITH decided AS (
    SELECT
        pipeline,
        kind,
        in_period($scope, floor_day(placed_min)) AS in_period,
        in_period($scope, cohort_day) AS in_cohort,
        CASE WHEN evidence = 3 THEN -1 WHEN kind = 1 THEN 1000 ELSE furthest_before END AS reach,
        value,
        deal
    FROM scoped_visits($scope)
    WHERE kind IN (1, 2, 3) AND is_current
    UNION ALL
    SELECT
        pipeline,
        kind,
        in_period($scope, close_day) AS in_period,
        in_period($scope, cohort_day) AS in_cohort,
        CASE WHEN evidence = 3 THEN -1 ELSE furthest END AS reach,
        CASE WHEN value > 0 THEN value END AS value,
        deal
    FROM scoped_states($scope)
    WHERE
        to_min > $scope['as_of']
        AND kind = 0
        AND close_day < floor_day($scope['as_of']) - $overdue_days
)

SELECT
    pipeline,
    kind,
    in_period,
    in_cohort,
    reach,
    value IS NOT NULL AS has_value,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    CASE WHEN $with_deals THEN list(deal ORDER BY deal) END AS deal_numbers
FROM decided
GROUP BY ALL
ORDER BY ALL;
