-- Deals of each part of the conversion within h days (definitions §2): how their stays that began in the period had
-- ended $horizon_min minutes after they began; a deal that came twice is one deal in a part. Stays that
-- stage_conversion leaves out are left out here. deal_numbers: with $with_deals.
WITH stays AS (
    SELECT
        deal,
        pipeline,
        rank,
        CASE WHEN least(left_min, $scope['as_of']) - entered_min > $horizon_min THEN 0 ELSE leaves END AS leaves
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entry_known
        AND in_period($scope, floor_day(entered_min))
        AND (observed_min <= entered_min OR observed_min < least(left_min, $scope['as_of']))
        AND greatest(observed_min - entered_min, 0) < $most_min
)

SELECT
    pipeline,
    rank,
    CASE leaves
        WHEN 1 THEN 'advanced'
        WHEN 2 THEN 'moved_back'
        WHEN 3 THEN 'advanced'
        WHEN 4 THEN 'lost'
        WHEN 5 THEN 'void'
        ELSE 'open'
    END AS part,
    count(DISTINCT deal) AS deals,
    CASE WHEN $with_deals THEN list(DISTINCT deal) END AS deal_numbers
FROM stays
GROUP BY ALL;
