-- Deals that were open in the period, up to the as-of, by value of the dimension and by what they are at the as-of
-- (kind: 0 open, 1 won, 2 lost, 3 void, 4 missing; without $with_kinds 0): how many, and for how many days together
-- they were open.
SELECT
    code,
    CASE WHEN $with_kinds THEN kind ELSE 0 END AS kind,
    count(*) AS deals,
    sum(open_minutes) / 1440.0 AS open_days
FROM scoped_openings($scope, $start_min, $end_min)
GROUP BY ALL;
