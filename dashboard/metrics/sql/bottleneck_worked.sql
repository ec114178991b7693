-- Visits that ended under observation in the eras between $edges (minutes, ascending, whole days from each other), by
-- era (place: 0, 1, …), band of their age in working days (definitions §3) on the day they ended, and cause: how many,
-- and their working minutes added up. $eras, $between, way: as in bottleneck_spans. Those that are to be looked at
-- alone (worked_exit_way from 1000 on, $most_min of age, or of a history that starts late, $with_late) are in
-- bottleneck_visits.
SELECT
    CASE
        WHEN $between IS NULL THEN cast($eras[(left_min - 1 - $edges[1]) // 1440 + 1] AS UTINYINT)
        WHEN left_min <= $between[1] THEN cast(0 AS UTINYINT)
        WHEN left_min <= $between[2] THEN cast(1 AS UTINYINT)
        WHEN left_min <= $between[3] THEN cast(2 AS UTINYINT)
        ELSE cast(3 AS UTINYINT)
    END AS place,
    stage,
    code,
    worked_exit_way AS way,
    count(*) AS visits,
    sum(worked_min) AS minutes
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND entry_known
    AND left_min > $edges[1]
    AND left_min <= $edges[-1]
    AND worked_exit_way < 1000
    AND worked_min < $most_min
    AND (NOT $with_late OR observed_min <= entered_min)
    AND ($stages IS NULL OR list_contains($stages, stage))
GROUP BY ALL;
