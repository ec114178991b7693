-- What became of the deals that were in a stage at an age (definitions §6, weighted by history): of the visits of the
-- last 12 months that lasted at least to the beginning of an age band, those whose deal is won or lost by the as-of.
-- $bands: first day of each band. A deal counts once a stage and band.
WITH outcomes AS (
    SELECT
        deal,
        kind
    FROM scoped_visits($scope)
    WHERE kind IN (1, 2) AND is_current
),

stays AS (
    SELECT
        v.pipeline,
        v.rank,
        v.deal,
        max(v.earlier_min + least(v.left_min, $scope['as_of']) - v.entered_min) / 1440.0 AS stay_days
    FROM scoped_visits($scope) AS v
    WHERE
        v.kind = 0
        AND v.evidence < 3
        AND v.entry_known
        AND v.left_min > $from_min
    GROUP BY v.pipeline, v.rank, v.deal
),

bands AS (SELECT unnest(cast($bands AS INTEGER[])) AS first_day)

SELECT
    s.pipeline,
    s.rank,
    b.first_day,
    count(*) AS decided,
    count(*) FILTER (WHERE o.kind = 1) AS won
FROM stays AS s
INNER JOIN outcomes AS o ON s.deal = o.deal
INNER JOIN bands AS b ON s.stay_days >= b.first_day
GROUP BY s.pipeline, s.rank, b.first_day;
