-- Visits that were going on at one of four earlier instants ($looks, ascending), of deals that are decided by the
-- as-of: 1 won or 2 lost. The chances of each of those days are held against it. before_min: the deal's time in the
-- stage before the visit. One scan for the four instants, since most of its cost is to read the rows at all.
SELECT
    pipeline,
    rank,
    deal_kind AS kind,
    earlier_min AS before_min,
    entered_min,
    left_min,
    deal
FROM scoped_visits_of_deals($scope)
WHERE
    kind = 0
    AND entry_known
    AND entered_min <= $looks[4]
    AND left_min > $looks[1]
    AND (
        (entered_min <= $looks[1] AND left_min > $looks[1])
        OR (entered_min <= $looks[2] AND left_min > $looks[2])
        OR (entered_min <= $looks[3] AND left_min > $looks[3])
        OR (entered_min <= $looks[4] AND left_min > $looks[4])
    )
    AND deal_kind IN (1, 2);
