-- What became of the deals that were in a stage at an age (definitions §6, weighted by history), as known at up to four
-- instants ($looks, minutes; null for those not asked): of the visits of the 12 months before ($year_min) that lasted
-- at least to the beginning of an age band, those whose deal is won or lost then.
-- $bands: first day of each band; those of age_band. A deal counts once a stage and band, by all its time there: that
-- of its last visit to the stage with what it had been there before. The last visit of a deal tells whether it is
-- decided; only those that were opened again since need be looked up. A decided deal has left every stage.
-- One scan for all instants, since most of its cost is to read the rows at all.
WITH reopened AS (
    SELECT
        o.deal,
        o.kind,
        o.entered_min,
        o.left_min
    FROM scoped_visits($scope) AS o
    WHERE o.kind IN (1, 2) AND o.left_min > list_min($looks) AND o.left_min < 2147483647
),

stays AS (
    SELECT
        pipeline,
        rank,
        last_kind AS deal_kind,
        stay_band,
        count_if(last_min <= $looks[1] AND left_min > $looks[1] - $year_min) AS at_first,
        count_if(last_min <= $looks[2] AND left_min > $looks[2] - $year_min) AS at_second,
        count_if(last_min <= $looks[3] AND left_min > $looks[3] - $year_min) AS at_third,
        count_if(last_min <= $looks[4] AND left_min > $looks[4] - $year_min) AS at_fourth
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entry_known
        AND left_min > list_min($looks) - $year_min
        AND last_min <= list_max($looks)
        AND last_kind IN (1, 2)
        AND next_same_min = 2147483647
    GROUP BY ALL
    UNION ALL
    SELECT
        b.pipeline,
        b.rank,
        b.deal_kind,
        b.stay_band,
        count_if(b.from_min <= $looks[1] AND b.to_min > $looks[1] AND b.left_min > $looks[1] - $year_min) AS at_first,
        count_if(b.from_min <= $looks[2] AND b.to_min > $looks[2] AND b.left_min > $looks[2] - $year_min) AS at_second,
        count_if(b.from_min <= $looks[3] AND b.to_min > $looks[3] AND b.left_min > $looks[3] - $year_min) AS at_third,
        count_if(b.from_min <= $looks[4] AND b.to_min > $looks[4] AND b.left_min > $looks[4] - $year_min) AS at_fourth
    FROM (
        SELECT
            v.pipeline,
            v.rank,
            r.kind AS deal_kind,
            v.stay_band,
            v.left_min,
            greatest(v.entered_min, r.entered_min) AS from_min,
            least(v.last_min, v.next_same_min, r.left_min) AS to_min
        FROM scoped_visits($scope) AS v
        INNER JOIN reopened AS r ON v.deal = r.deal
        WHERE
            v.kind = 0
            AND v.evidence < 3
            AND v.entry_known
            AND v.left_min > list_min($looks) - $year_min
            AND v.last_min > list_min($looks)
    ) AS b
    GROUP BY ALL
),

bands AS (SELECT unnest(cast($bands AS INTEGER[])) AS first_day)

SELECT
    s.look,
    s.pipeline,
    s.rank,
    b.first_day,
    cast(sum(s.deals) AS BIGINT) AS decided,
    cast(coalesce(sum(s.deals) FILTER (WHERE s.deal_kind = 1), 0) AS BIGINT) AS won
FROM (
    SELECT
        pipeline,
        rank,
        deal_kind,
        stay_band,
        unnest([0, 1, 2, 3]) AS look,
        unnest([at_first, at_second, at_third, at_fourth]) AS deals
    FROM stays
) AS s
INNER JOIN bands AS b ON s.stay_band >= age_band(b.first_day)
WHERE s.deals > 0
GROUP BY s.look, s.pipeline, s.rank, b.first_day;
