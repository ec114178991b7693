-- What became of the deals that were in a stage at an age (definitions §6, weighted by history): of the visits of the
-- last 12 months that lasted at least to the beginning of an age band, those whose deal is won or lost by the as-of.
-- $bands: first day of each band. A deal counts once a stage and band, by all its time there: that of its last visit to
-- the stage with what it had been there before. The last visit of a deal tells whether it is decided; only those that
-- were opened again since need be looked up. A decided deal has left every stage.
WITH reopened AS (
    SELECT
        o.deal,
        o.kind
    FROM scoped_visits($scope) AS o
    WHERE o.kind IN (1, 2) AND o.is_current AND o.left_min < 2147483647
),

stays AS (
    SELECT
        pipeline,
        rank,
        last_kind AS deal_kind,
        CASE WHEN is_only THEN full_days ELSE (earlier_min + left_min - entered_min) // 1440 END AS stay_days,
        count(*) AS deals
    FROM scoped_visits($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entry_known
        AND left_min > $from_min
        AND last_min <= $scope['as_of']
        AND last_kind IN (1, 2)
        AND next_same_min > $scope['as_of']
    GROUP BY ALL
    UNION ALL
    SELECT
        v.pipeline,
        v.rank,
        r.kind AS deal_kind,
        (v.earlier_min + v.left_min - v.entered_min) // 1440 AS stay_days,
        count(*) AS deals
    FROM scoped_visits($scope) AS v
    INNER JOIN reopened AS r ON v.deal = r.deal
    WHERE
        v.kind = 0
        AND v.evidence < 3
        AND v.entry_known
        AND v.left_min > $from_min
        AND v.last_min > $scope['as_of']
        AND v.next_same_min > $scope['as_of']
    GROUP BY ALL
),

bands AS (SELECT unnest(cast($bands AS INTEGER[])) AS first_day)

SELECT
    s.pipeline,
    s.rank,
    b.first_day,
    cast(sum(s.deals) AS BIGINT) AS decided,
    cast(coalesce(sum(s.deals) FILTER (WHERE s.deal_kind = 1), 0) AS BIGINT) AS won
FROM stays AS s
INNER JOIN bands AS b ON s.stay_days >= b.first_day
GROUP BY s.pipeline, s.rank, b.first_day;
