-- Deals that were open at an earlier instant ($then_min), by stage and age band then, and what they are by the as-of:
-- 1 won or 2 lost. The chances of that day are held against it.
WITH bands AS (
    SELECT
        first_day,
        lead(first_day, 1, 1000000) OVER (ORDER BY first_day) AS next_day
    FROM (SELECT unnest(cast($bands AS INTEGER[])) AS first_day)
),

ages AS (
    SELECT
        pipeline,
        rank,
        deal_kind AS kind,
        (earlier_min + $then_min - entered_min) // 1440 AS age_days,
        deal
    FROM scoped_visits_of_deals($scope)
    WHERE kind = 0 AND entry_known AND entered_min <= $then_min AND left_min > $then_min AND deal_kind IN (1, 2)
)

SELECT
    a.pipeline,
    a.rank,
    d.first_day,
    a.kind,
    list(a.deal) AS deals
FROM ages AS a
INNER JOIN bands AS d ON a.age_days >= d.first_day AND a.age_days < d.next_day
GROUP BY ALL;
