-- Stays behind the mean, the median and the Kaplan-Meier median of each stage (definitions §3): those that ended and
-- took longer than the mean of the ended ones, the other ended ones, and those that go on. Same stays as stage_dwell
-- counts: a deal's visits to a stage added up, begun in the period, with a known beginning.
WITH stays AS (
    SELECT
        pipeline,
        stage,
        deal,
        leaves > 0 AS ended,
        earlier_min + least(left_min, $scope['as_of']) - entered_min AS stay_min
    FROM scoped_stays($scope)
    WHERE
        next_same_min > $scope['as_of']
),

told AS (
    SELECT
        stage,
        deal,
        CASE
            WHEN NOT ended THEN 'going_on'
            WHEN stay_min > avg(stay_min) FILTER (WHERE ended) OVER (PARTITION BY stage) THEN 'long'
            ELSE 'short'
        END AS part
    FROM stays
)

SELECT
    stage,
    part,
    count(*) AS deals,
    CASE WHEN $with_deals THEN list(deal ORDER BY deal) END AS deal_numbers
FROM told
GROUP BY stage, part
ORDER BY ALL;
