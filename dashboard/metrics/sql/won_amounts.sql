-- Mean amount of the deals won after $from_min, by pipeline, in the reporting currency; amounts of zero or less are
-- out.
SELECT
    pipeline,
    avg(value) AS mean_value,
    count(value) AS deals
FROM scoped_visits($scope)
WHERE
    kind = 1
    AND is_current
    AND placed_min > $from_min
GROUP BY pipeline;
