-- Where the deals stood at $since_min and where they stand at the as-of (definitions §8, stage to stage), by the stages
-- and outcomes of scoped_moves. deal_numbers: with $with_deals.
SELECT
    pipeline,
    from_kind,
    from_rank,
    to_kind,
    to_rank,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    CASE WHEN $with_deals THEN list(deal) END AS deal_numbers
FROM scoped_moves($scope, $since_min)
GROUP BY ALL
ORDER BY ALL;
