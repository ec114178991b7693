-- Visits as they were under observation in each of the windows ($froms, $tos, in minutes), by band of age: how many
-- joined (edge 0) and left (edge 1) the observation, and how many days into that band they were, added up.
-- $bands: the band of each day of age; $first_days: first day of each band.
-- cause: 1 advanced, 2 moved back, 3 won, 4 lost; 0 still there at the end of the window, or void, which says nothing
-- about the stage. A visit is watched from its beginning, or from when a history that starts late first shows it.
-- Ages at or past $most_days are watched up to there. A stay that ends with a full day ends in the day it filled.
WITH windows AS (
    SELECT
        unnest(cast($froms AS INTEGER[])) AS from_min,
        unnest(cast($tos AS INTEGER[])) AS to_min,
        unnest(range(len(cast($froms AS INTEGER[])))) AS place
),

visits AS (
    SELECT
        stage,
        code,
        entered_min,
        greatest(entered_min, observed_min) AS seen_min,
        least(left_min, entered_min + $most_days * 1440) AS left_min,
        CASE WHEN leaves = 5 OR left_min >= entered_min + $most_days * 1440 THEN 0 ELSE leaves END AS leaves
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entry_known
        AND left_min > list_min(cast($froms AS INTEGER[]))
        AND ($stages IS NULL OR list_contains($stages, stage))
),

spans AS (
    SELECT
        w.place,
        v.stage,
        v.code,
        greatest(v.seen_min, w.from_min) - v.entered_min AS from_age,
        least(v.left_min, w.to_min) - v.entered_min AS to_age,
        CASE WHEN v.left_min <= w.to_min THEN v.leaves ELSE 0 END AS cause
    FROM visits AS v
    INNER JOIN windows AS w
        ON v.left_min > w.from_min AND v.seen_min < w.to_min AND v.left_min > v.seen_min
),

days AS (
    SELECT
        0 AS edge,
        place,
        stage,
        code,
        from_age // 1440 AS age,
        0 AS cause,
        count(*) AS visits,
        sum(from_age % 1440) AS minutes
    FROM spans
    GROUP BY ALL
    UNION ALL
    SELECT
        1 AS edge,
        place,
        stage,
        code,
        (to_age - 1) // 1440 AS age,
        cause,
        count(*) AS visits,
        sum((to_age - 1) % 1440 + 1) AS minutes
    FROM spans
    GROUP BY ALL
)

SELECT
    edge,
    place,
    stage,
    code,
    $bands[age + 1] AS band,
    cause,
    cast(sum(visits) AS BIGINT) AS visits,
    cast(sum(minutes / 1440.0 + visits * (age - $first_days[$bands[age + 1] + 1])) AS DOUBLE) AS part
FROM days
GROUP BY ALL;
