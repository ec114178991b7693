-- What became of the deals that were in a stage at an age (definitions §6, weighted by history): of the visits of the
-- last 12 months that lasted at least to the beginning of an age band, those whose deal is won or lost by the as-of.
-- $bands: first day of each band. A deal counts once a stage and band, by its longest stay there; only those that came
-- back to a stage need be grouped for it.
WITH visits AS NOT MATERIALIZED (
    SELECT
        pipeline,
        rank,
        deal,
        deal_kind,
        is_only,
        earlier_min + least(left_min, $scope['as_of']) - entered_min AS stay_min
    FROM scoped_visits_of_deals($scope)
    WHERE
        kind = 0
        AND evidence < 3
        AND entry_known
        AND left_min > $from_min
        AND deal_kind IN (1, 2)
),

stays AS (
    SELECT
        pipeline,
        rank,
        deal_kind,
        stay_min // 1440 AS stay_days,
        count(*) AS deals
    FROM visits
    WHERE is_only
    GROUP BY ALL
    UNION ALL
    SELECT
        r.pipeline,
        r.rank,
        r.deal_kind,
        r.stay_min // 1440 AS stay_days,
        count(*) AS deals
    FROM (
        SELECT
            pipeline,
            rank,
            deal_kind,
            max(stay_min) AS stay_min
        FROM visits
        WHERE NOT is_only
        GROUP BY pipeline, rank, deal_kind, deal
    ) AS r
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
