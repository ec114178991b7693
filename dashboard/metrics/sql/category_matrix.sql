-- From which forecast category to which (definitions §8): the deals of the waterfall by the category that the files
-- told at $since_min and at the as-of. Open deals of either instant, and those that came and went in between.
-- kind: 0 open, 1 won, 2 lost, 3 void, 4 missing, 9 not there; category: of an open deal as deal_categories has it,
-- -1 where no file told one by then, and of deals that are not open. value: at the as-of, of a closed deal that of its
-- closing.
WITH b AS (
    SELECT
        s.deal,
        s.kind,
        CASE s.kind WHEN 0 THEN coalesce(c.category, -1) ELSE -1 END AS category
    FROM scoped_states($scope) AS s
    LEFT JOIN deal_categories AS c ON s.deal = c.deal_no AND c.from_min <= $since_min AND c.to_min > $since_min
    WHERE s.from_min <= $since_min AND s.to_min > $since_min
),

a AS (
    SELECT
        s.deal,
        s.kind,
        CASE s.kind WHEN 0 THEN coalesce(c.category, -1) ELSE -1 END AS category,
        s.value
    FROM scoped_states($scope) AS s
    LEFT JOIN deal_categories AS c
        ON s.deal = c.deal_no AND c.from_min <= $scope['as_of'] AND c.to_min > $scope['as_of']
    WHERE s.to_min > $scope['as_of']
)

SELECT
    coalesce(b.kind, 9) AS from_kind,
    coalesce(b.category, -1) AS from_category,
    coalesce(a.kind, 9) AS to_kind,
    coalesce(a.category, -1) AS to_category,
    count(*) AS deals,
    coalesce(sum(a.value), 0) AS value,
    CASE WHEN $with_deals THEN list(coalesce(a.deal, b.deal)) END AS deal_numbers
FROM a
FULL OUTER JOIN b ON a.deal = b.deal
WHERE coalesce(a.kind, 9) = 0 OR coalesce(b.kind, 9) IN (0, 9)
GROUP BY ALL
ORDER BY ALL;
