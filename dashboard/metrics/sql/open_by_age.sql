-- Open deals at the as-of by stage and age in it ($bands: first day of each band), with their amounts at the as-of's
-- rate, and those times the probability of the file. Age: all time in the stage, visits before included; first_day:
-- null where no file tells when the deal came into its stage.
SELECT
    s.pipeline,
    s.rank,
    a.first_day,
    count(*) AS deals,
    count(s.value) AS valued,
    coalesce(sum(s.value), 0) AS value,
    count(s.probability) AS with_probability,
    coalesce(sum(s.value * s.probability), 0) AS weighted_file,
    avg(s.probability) AS mean_probability
FROM scoped_states($scope) AS s
LEFT JOIN scoped_ages($scope, $scope['as_of'], $bands) AS a ON s.deal = a.deal
WHERE s.kind = 0 AND s.to_min > $scope['as_of'] AND s.rank > 0
GROUP BY ALL;
