-- Open deals at the as-of by stage and age in it ($bands: first day of each band), with their amounts at the as-of's
-- rate, and those times the probability of the file. Age: all time in the stage, visits before included.
WITH bands AS (
    SELECT
        first_day,
        lead(first_day, 1, 1000000) OVER (ORDER BY first_day) AS next_day
    FROM (SELECT unnest(cast($bands AS INTEGER[])) AS first_day)
),

ages AS (
    SELECT
        v.deal,
        (v.earlier_min + $scope['as_of'] - v.entered_min) / 1440.0 AS age_days
    FROM scoped_visits($scope) AS v
    WHERE v.kind = 0 AND v.is_current AND v.entry_known
)

SELECT
    s.pipeline,
    s.rank,
    b.first_day,
    count(*) AS deals,
    count(s.value) AS valued,
    coalesce(sum(s.value), 0) AS value,
    count(s.probability) AS with_probability,
    coalesce(sum(s.value * s.probability), 0) AS weighted_file,
    avg(s.probability) AS mean_probability
FROM scoped_states($scope) AS s
LEFT JOIN ages AS a ON s.deal = a.deal
INNER JOIN bands AS b ON coalesce(a.age_days, 0) >= b.first_day AND coalesce(a.age_days, 0) < b.next_day
WHERE s.kind = 0 AND s.to_min > $scope['as_of'] AND s.rank > 0
GROUP BY ALL;
