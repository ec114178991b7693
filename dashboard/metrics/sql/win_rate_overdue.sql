-- Open deals more than $overdue_days days past their expected close, which lies in the period: the option of the win
-- rate that counts them as lost (definitions §4). Value: their amount now; zero or less is none.
-- $from_rank: only deals with a stage history that reached this stage (0: all).
SELECT
    count(*) AS deals,
    coalesce(sum(value) FILTER (WHERE value > 0), 0) AS value,
    count(*) - count(*) FILTER (WHERE value > 0) AS no_value
FROM scoped_states($scope)
WHERE
    to_min > $scope['as_of']
    AND kind = 0
    AND close_day < floor_day($scope['as_of']) - $overdue_days
    AND in_period($scope, close_day)
    AND ($from_rank = 0 OR (evidence < 3 AND furthest >= $from_rank));
