-- What the deals due in a period were worth at its start, and what they brought (definitions §6): open deals with a
-- stage history whose expected close of that day ($then_min) lies in the period up to $before_day, by stage and age
-- band then, with their amounts, and of them what was won by the end of the period ($end_min), at the rate of the
-- close; first_day: null where no file tells when the deal came into its stage. The other rows (pipeline null): all
-- open deals of that day, and those whose due date of that day is known.
WITH open_then AS (
    SELECT
        deal,
        pipeline,
        rank,
        close_day,
        value
    FROM scoped_states($scope)
    WHERE kind = 0 AND rank > 0 AND evidence < 3 AND from_min <= $then_min AND to_min > $then_min
),

closed AS (
    SELECT
        deal,
        value
    FROM scoped_states($scope)
    WHERE kind = 1 AND from_min <= $end_min AND to_min > $end_min
)

SELECT
    o.pipeline,
    o.rank,
    a.first_day,
    count(*) AS deals,
    coalesce(sum(o.value), 0) AS value,
    count(w.deal) AS won,
    coalesce(sum(w.value), 0) AS won_value
FROM open_then AS o
LEFT JOIN scoped_ages($scope, $then_min, $bands) AS a ON o.deal = a.deal AND o.rank = a.rank
LEFT JOIN closed AS w ON o.deal = w.deal
WHERE o.close_day > $then_min // 1440 AND o.close_day < $before_day
GROUP BY ALL
UNION ALL
SELECT
    NULL AS pipeline,
    NULL AS rank,
    NULL AS first_day,
    count(*) AS deals,
    0 AS value,
    count(*) FILTER (WHERE close_day < 2147483647) AS won,
    0 AS won_value
FROM open_then;
