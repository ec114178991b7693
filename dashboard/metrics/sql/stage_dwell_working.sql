-- Stays in a stage as a histogram, as stage_dwell counts them, but on working days only (definitions §3): a working day
-- counts from 0:00 to 24:00, another day not at all. Per stage and value of a dimension: length, how the stay ended,
-- and how many. Lengths in steps of $step_min minutes.
-- $work_days, $work_before, $work_works: each day, the working days before it, and whether it is one (1 or 0).
-- joined: age at which a stay that began before its observation came under it (left truncation); -2 for the others. A
-- stay without working time under observation joins a step before its end, so that it is at risk when it ends.
WITH days AS (
    SELECT
        cast(unnest($work_days) AS INTEGER) AS day,
        cast(unnest($work_before) AS INTEGER) * 1440 AS before_min,
        cast(unnest($work_works) AS INTEGER) AS works
),

stays AS (
    SELECT
        v.stage,
        v.code,
        v.leaves,
        v.deal,
        v.entered_min,
        least(v.left_min, $scope['as_of']) AS left_min,
        CASE WHEN v.observed_min > v.entered_min THEN least(v.observed_min, $scope['as_of']) END AS observed_min
    FROM scoped_visits($scope) AS v
    WHERE
        v.kind = 0
        AND v.evidence < 3
        AND v.entry_known
        AND v.next_same_min > $scope['as_of']
        AND in_period($scope, floor_day(v.entered_min))
),

earlier AS (
    SELECT
        e.deal,
        e.stage,
        cast(
            sum(worked_min(l.before_min, l.works, e.left_min) - worked_min(f.before_min, f.works, e.entered_min))
            AS INTEGER
        ) AS minutes
    FROM earlier_visits AS e
    INNER JOIN days AS f ON floor_day(e.entered_min) = f.day
    INNER JOIN days AS l ON floor_day(e.left_min) = l.day
    WHERE e.next_same_min <= $scope['as_of']
    GROUP BY e.deal, e.stage
),

worked AS (
    SELECT
        s.stage,
        s.code,
        s.leaves,
        worked_min(l.before_min, l.works, s.left_min) + coalesce(e.minutes, 0)
        - worked_min(f.before_min, f.works, s.entered_min) AS stay_min,
        worked_min(o.before_min, o.works, s.observed_min) + coalesce(e.minutes, 0)
        - worked_min(f.before_min, f.works, s.entered_min) AS joined_min
    FROM stays AS s
    INNER JOIN days AS f ON floor_day(s.entered_min) = f.day
    INNER JOIN days AS l ON floor_day(s.left_min) = l.day
    LEFT JOIN days AS o ON $with_late AND floor_day(s.observed_min) = o.day
    LEFT JOIN earlier AS e ON s.deal = e.deal AND s.stage = e.stage
)

SELECT
    stage,
    code,
    stay_min // $step_min AS steps,
    leaves,
    CASE
        WHEN joined_min IS NULL THEN -2
        ELSE least(joined_min // $step_min, stay_min // $step_min - 1)
    END AS joined,
    count(*) AS stays
FROM worked
GROUP BY ALL;
