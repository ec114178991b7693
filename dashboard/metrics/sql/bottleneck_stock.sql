-- Who the what-if of a bottleneck is about, by stage and value of the dimension: deals that stand in the stage now, by
-- days of age of their stay (at most $most_days - 1; -1 in the rows that hold none), and deals that came into the
-- pipeline there in the last $days days.
SELECT
    stage,
    code,
    CASE
        WHEN is_current AND entry_known THEN least(($scope['as_of'] - entered_min) // 1440, $most_days - 1) ELSE -1
    END AS age,
    count(*) FILTER (WHERE is_current AND entry_known) AS deals,
    count(*) FILTER (WHERE visit_no = 1 AND entered_min > $scope['as_of'] - $days * 1440) AS came
FROM scoped_visits($scope)
WHERE
    kind = 0
    AND evidence < 3
    AND (is_current OR (visit_no = 1 AND entered_min > $scope['as_of'] - $days * 1440))
GROUP BY ALL;
