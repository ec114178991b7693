-- The deals behind won and lost of the period, of one value of a dimension where asked (see win_loss). $part: won,
-- lost, closed, or timed (won, with a creation that the close does not precede: the deals of a sales cycle).
SELECT deal
FROM scoped_visits($scope)
WHERE
    kind IN (1, 2)
    AND is_current
    AND in_period($scope, floor_day(placed_min))
    AND CASE $part
        WHEN 'won' THEN kind = 1
        WHEN 'lost' THEN kind = 2
        WHEN 'timed'
            THEN
                kind = 1 AND created_min > -2147483648 AND floor_day(placed_min) >= floor_day(created_min)
        ELSE TRUE
    END
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
