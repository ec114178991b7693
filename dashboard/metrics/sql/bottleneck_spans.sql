-- Visits that began (edge 0) or ended (edge 1) under observation in the eras between $edges (minutes, ascending, whole
-- days from each other), by era (place: 0, 1, …) and whole days of age: how many, their ages added up, and how many of
-- them were of that age to the minute (whole). A beginning belongs to [from, to), an end to (from, to].
-- $eras: the era of each day from the first edge on.
-- A stay without duration (both ends on one day, of which no file tells the hour) was never under observation.
-- cause: 1 advanced, 2 moved back, 3 won, 4 lost; 0 void, which says nothing about the stage. A visit is watched from
-- its beginning, or from when a history that starts late first shows it ($with_late: some do), up to $most_days of age.
SELECT
    0 AS edge,
    $eras[(entered_min - $edges[1]) // 1440 + 1] AS place,
    stage,
    code,
    0 AS age,
    0 AS cause,
    count(*) AS visits,
    0 AS minutes,
    0 AS whole
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND entered_min >= $edges[1]
    AND entered_min < $edges[-1]
    AND left_min > entered_min
    AND (NOT $with_late OR observed_min = entered_min)
    AND ($stages IS NULL OR list_contains($stages, stage))
GROUP BY ALL
UNION ALL
SELECT
    0 AS edge,
    $eras[(observed_min - $edges[1]) // 1440 + 1] AS place,
    stage,
    code,
    (observed_min - entered_min) // 1440 AS age,
    0 AS cause,
    count(*) AS visits,
    sum(observed_min - entered_min) AS minutes,
    0 AS whole
FROM scoped_visits($scope)
WHERE
    $with_late
    AND kind = 0
    AND evidence < 3
    AND entry_known
    AND observed_min >= $edges[1]
    AND observed_min < $edges[-1]
    AND observed_min > entered_min
    AND least(left_min, entered_min + $most_days * 1440) > observed_min
    AND ($stages IS NULL OR list_contains($stages, stage))
GROUP BY ALL
UNION ALL
SELECT
    1 AS edge,
    $eras[(left_min - 1 - $edges[1]) // 1440 + 1] AS place,
    stage,
    code,
    full_days AS age,
    CASE leaves WHEN 5 THEN 0 ELSE leaves END AS cause,
    count(*) AS visits,
    sum(left_min - entered_min) AS minutes,
    count_if(left_min - entered_min = full_days * 1440) AS whole
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND left_min > $edges[1]
    AND left_min <= $edges[-1]
    AND full_days < $most_days
    AND left_min > entered_min
    AND (NOT $with_late OR left_min > observed_min)
    AND ($stages IS NULL OR list_contains($stages, stage))
GROUP BY ALL
UNION ALL
SELECT
    1 AS edge,
    $eras[(entered_min + $most_days * 1440 - 1 - $edges[1]) // 1440 + 1] AS place,
    stage,
    code,
    $most_days AS age,
    0 AS cause,
    count(*) AS visits,
    count(*) * $most_days * 1440 AS minutes,
    count(*) AS whole
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND entered_min > $edges[1] - $most_days * 1440
    AND entered_min <= $edges[-1] - $most_days * 1440
    AND left_min >= entered_min + $most_days * 1440
    AND entered_min + $most_days * 1440 > observed_min
    AND ($stages IS NULL OR list_contains($stages, stage))
GROUP BY ALL;
