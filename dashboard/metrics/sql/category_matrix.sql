-- From which forecast category to which (definitions §8): the deals of scoped_moves by the category that the files told
-- at $since_min and at the as-of, -1 where no file told one by then, and of deals that are not open.
-- deal_numbers: with $with_deals.
SELECT
    m.from_kind,
    CASE m.from_kind WHEN 0 THEN coalesce(b.category, -1) ELSE -1 END AS from_category,
    m.to_kind,
    CASE m.to_kind WHEN 0 THEN coalesce(a.category, -1) ELSE -1 END AS to_category,
    count(*) AS deals,
    coalesce(sum(m.value), 0) AS value,
    CASE WHEN $with_deals THEN list(m.deal) END AS deal_numbers
FROM scoped_moves($scope, $since_min) AS m
LEFT JOIN deal_categories AS b ON m.deal = b.deal_no AND b.from_min <= $since_min AND b.to_min > $since_min
LEFT JOIN deal_categories AS a
    ON m.deal = a.deal_no AND a.from_min <= $scope['as_of'] AND a.to_min > $scope['as_of']
GROUP BY ALL
ORDER BY ALL;
