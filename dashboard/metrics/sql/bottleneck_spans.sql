-- Visits that ended under observation (edge 1) in the eras between $edges (minutes, ascending, whole days from each
-- other), by era (place: 0, 1, …), band of age on the day they ended (exit_band) and cause: how many, and their ages
-- added up. An end belongs to (from, to]. Where a history starts late ($with_late: some do), also the visits that came
-- under observation (edge 0, in [from, to)) after they began, by the band of their age then. When the others began need
-- not be counted: as many come under observation as leave it.
-- $eras: the era of each day from the first edge on. $between: the edges between the first and the last where they are
-- at most three, filled up with 2147483647: to compare with them is quicker than to look the era up.
-- A stay without duration (both ends on one day, of which no file tells the hour) was never under observation.
-- way: band × 8 + cause: 1 advanced, 2 moved back, 3 won, 4 lost; 0 and 5 void, which says nothing about the stage. A
-- visit is watched from its beginning, or from when a history that starts late first shows it, up to $most_days of age.
SELECT
    0 AS edge,
    $eras[(observed_min - $edges[1]) // 1440 + 1] AS place,
    stage,
    code,
    exit_band((observed_min - entered_min) // 1440) * 8 AS way,
    count(*) AS visits,
    sum(observed_min - entered_min) AS minutes
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
    CASE
        WHEN $between IS NULL THEN cast($eras[(left_min - 1 - $edges[1]) // 1440 + 1] AS UTINYINT)
        WHEN left_min <= $between[1] THEN cast(0 AS UTINYINT)
        WHEN left_min <= $between[2] THEN cast(1 AS UTINYINT)
        WHEN left_min <= $between[3] THEN cast(2 AS UTINYINT)
        ELSE cast(3 AS UTINYINT)
    END AS place,
    stage,
    code,
    exit_way AS way,
    count(*) AS visits,
    sum(left_min - entered_min) AS minutes
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
    exit_band($most_days - 1) * 8 AS way,
    count(*) AS visits,
    count(*) * $most_days * 1440 AS minutes
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
