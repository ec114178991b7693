-- Flow through each stage in [from, before) up to the as-of (definitions §2): open at start + entered - left = open at end.
SELECT
    pipeline,
    rank,
    count(*) FILTER (WHERE entered_min < $start_min AND left_min >= $start_min) AS open_at_start,
    count(*) FILTER (WHERE entered_min >= $start_min) AS entered,
    count(*) FILTER (WHERE left_min >= $start_min AND left_min < $end_min AND leaves = 1) AS advanced,
    count(*) FILTER (WHERE left_min >= $start_min AND left_min < $end_min AND leaves = 2) AS moved_back,
    count(*) FILTER (WHERE left_min >= $start_min AND left_min < $end_min AND leaves = 3) AS won,
    count(*) FILTER (WHERE left_min >= $start_min AND left_min < $end_min AND leaves = 4) AS lost,
    count(*) FILTER (WHERE left_min >= $start_min AND left_min < $end_min AND leaves = 5) AS void,
    count(*) FILTER (WHERE left_min >= $end_min) AS open_at_end
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entered_min < $end_min
GROUP BY pipeline, rank;
