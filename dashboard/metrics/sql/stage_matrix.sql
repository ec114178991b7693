-- Where the deals stood at $since_min and where they stand at the as-of (definitions §8, stage to stage): open deals of
-- either instant, and those that came and went in between. kind: 0 open, 1 won, 2 lost, 3 void, 4 missing, 9 not there;
-- rank: the stage of an open deal, else 0. value: at the as-of, of a closed deal that of its closing.
WITH b AS (
    SELECT
        deal,
        kind,
        pipeline,
        CASE kind WHEN 0 THEN rank ELSE 0 END AS rank
    FROM scoped_states($scope)
    WHERE from_min <= $since_min AND to_min > $since_min
),

a AS (
    SELECT
        deal,
        kind,
        pipeline,
        CASE kind WHEN 0 THEN rank ELSE 0 END AS rank,
        value
    FROM scoped_states($scope)
    WHERE to_min > $scope['as_of']
)

SELECT
    coalesce(a.pipeline, b.pipeline) AS pipeline,
    coalesce(b.kind, 9) AS from_kind,
    coalesce(b.rank, 0) AS from_rank,
    coalesce(a.kind, 9) AS to_kind,
    coalesce(a.rank, 0) AS to_rank,
    count(*) AS deals,
    coalesce(sum(a.value), 0) AS value,
    CASE WHEN $with_deals THEN list(coalesce(a.deal, b.deal)) END AS deal_numbers
FROM a
FULL OUTER JOIN b ON a.deal = b.deal
WHERE coalesce(a.kind, 9) = 0 OR coalesce(b.kind, 9) IN (0, 9)
GROUP BY ALL
ORDER BY ALL;
