-- Forecast categories of a period (definitions §6): open deals with an expected close in its rest ($today up to
-- $before_day), by the category that the files told of them by the as-of (-1: none; codes as in deal_categories), and
-- under 9 what was won in it so far (from $from_day on), at the rate of the close. deal_numbers: with $with_deals.
SELECT
    coalesce(c.category, -1) AS category,
    count(*) AS deals,
    coalesce(sum(s.value), 0) AS value,
    CASE WHEN $with_deals THEN list(s.deal) END AS deal_numbers
FROM scoped_states($scope) AS s
LEFT JOIN deal_categories AS c
    ON s.deal = c.deal_no AND c.from_min <= $scope['as_of'] AND c.to_min > $scope['as_of']
WHERE s.kind = 0 AND s.to_min > $scope['as_of'] AND s.close_day >= $today AND s.close_day < $before_day
GROUP BY ALL
UNION ALL
SELECT
    9 AS category,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    CASE WHEN $with_deals THEN list(deal) END AS deal_numbers
FROM scoped_visits($scope)
WHERE
    kind = 1
    AND is_current
    AND floor_day(placed_min) >= $from_day
    AND floor_day(placed_min) < $before_day;
