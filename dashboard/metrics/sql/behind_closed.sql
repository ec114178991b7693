-- The deals behind won and lost of the period, of one value of a dimension where asked (see win_loss). $part: won,
-- lost or closed.
SELECT deal
FROM scoped_visits($scope)
WHERE
    kind IN (1, 2)
    AND is_current
    AND in_period($scope, floor_day(placed_min))
    AND CASE $part WHEN 'won' THEN kind = 1 WHEN 'lost' THEN kind = 2 ELSE TRUE END
    AND ($pipeline IS NULL OR pipeline = $pipeline)
    AND (
        $code IS NULL
        OR CASE $by
            WHEN 'lost_reason' THEN lost_reason
            WHEN 'competitor' THEN competitor
            WHEN 'stage_lost_from' THEN CASE WHEN evidence < 3 THEN rank_before ELSE last_open_rank END
            WHEN 'month' THEN cast(month_of(floor_day(placed_min)) AS INTEGER)
            ELSE code
        END = $code
    );
