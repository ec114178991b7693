-- Deals that were open at an earlier instant ($then_min), by stage and age band then, and what they are by the as-of:
-- 0 still open, 1 won, 2 lost, 3 void. The chances of that day are held against it.
WITH bands AS (
    SELECT
        first_day,
        lead(first_day, 1, 1000000) OVER (ORDER BY first_day) AS next_day
    FROM (SELECT unnest(cast($bands AS INTEGER[])) AS first_day)
),

ages AS (
    SELECT
        v.deal,
        v.rank,
        (v.earlier_min + $then_min - v.entered_min) / 1440.0 AS age_days
    FROM scoped_visits($scope) AS v
    WHERE v.kind = 0 AND v.entry_known AND v.entered_min <= $then_min AND v.left_min > $then_min
)

SELECT
    b.pipeline,
    b.rank,
    d.first_day,
    n.kind,
    count(*) AS deals
FROM scoped_states($scope) AS b
INNER JOIN ages AS a ON b.deal = a.deal AND b.rank = a.rank
INNER JOIN bands AS d ON a.age_days >= d.first_day AND a.age_days < d.next_day
INNER JOIN scoped_states($scope) AS n ON b.deal = n.deal AND n.to_min > $scope['as_of']
WHERE b.kind = 0 AND b.from_min <= $then_min AND b.to_min > $then_min
GROUP BY ALL;
