-- Won and lost by one dimension (definitions §4): deals closed in the period, each in exactly one row; deals without a
-- value of the dimension are a row of their own (code 0). The months are those of the closing. The squares of the
-- amounts tell how many equal deals the rate by value rests on.
SELECT
    CASE $by
        WHEN 'lost_reason' THEN lost_reason
        WHEN 'competitor' THEN competitor
        WHEN 'stage_lost_from' THEN CASE WHEN evidence < 3 THEN rank_before ELSE last_open_rank END
        WHEN 'month' THEN cast(month_of(floor_day(placed_min)) AS INTEGER)
        ELSE code
    END AS code,
    CASE WHEN $by = 'stage_lost_from' THEN pipeline ELSE 0 END AS pipeline_code,
    kind,
    count(*) AS deals,
    coalesce(sum(value), 0) AS value,
    coalesce(sum(value * value), 0) AS squares,
    count(*) - count(value) AS no_value
FROM scoped_visits($scope)
WHERE
    kind BETWEEN 1 AND 2
    AND is_current
    AND in_period($scope, floor_day(placed_min))
GROUP BY ALL;
