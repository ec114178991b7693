-- Flow through each stage in [from, before) up to the as-of (definitions §2): open at start + entered - left = open
-- at end.
-- Counted by when a visit began and ended and how, then spread over columns.
WITH counted AS (
    SELECT
        pipeline,
        rank,
        entered_min >= $start_min AS is_new,
        left_min >= $end_min AS stays,
        leaves,
        count(*) AS visits
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entered_min < $end_min
        AND (left_min >= $start_min OR entered_min >= $start_min)
    GROUP BY ALL
)

SELECT
    pipeline,
    rank,
    cast(coalesce(sum(visits) FILTER (WHERE NOT is_new), 0) AS BIGINT) AS open_at_start,
    cast(coalesce(sum(visits) FILTER (WHERE is_new), 0) AS BIGINT) AS entered,
    cast(coalesce(sum(visits) FILTER (WHERE NOT stays AND leaves = 1), 0) AS BIGINT) AS advanced,
    cast(coalesce(sum(visits) FILTER (WHERE NOT stays AND leaves = 2), 0) AS BIGINT) AS moved_back,
    cast(coalesce(sum(visits) FILTER (WHERE NOT stays AND leaves = 3), 0) AS BIGINT) AS won,
    cast(coalesce(sum(visits) FILTER (WHERE NOT stays AND leaves = 4), 0) AS BIGINT) AS lost,
    cast(coalesce(sum(visits) FILTER (WHERE NOT stays AND leaves = 5), 0) AS BIGINT) AS void,
    cast(coalesce(sum(visits) FILTER (WHERE NOT stays AND leaves = 0), 0) AS BIGINT) AS missing,
    cast(coalesce(sum(visits) FILTER (WHERE stays), 0) AS BIGINT) AS open_at_end
FROM counted
GROUP BY pipeline, rank;
