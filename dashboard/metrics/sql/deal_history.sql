-- What happened to one deal up to the as-of, in order of time: stages entered and left, and changes of its values.
SELECT
    make_timestamp(cast(v.entered_min AS BIGINT) * 60000000) AS happened_at,
    'stage' AS what,
    '' AS before,
    g.stage AS after,
    CASE WHEN v.is_current OR v.kind > 0 THEN NULL ELSE (v.left_min - v.entered_min) / 1440.0 END AS stay_days
FROM scoped_visits($scope) AS v
INNER JOIN deals AS d ON v.deal = d.deal_no
INNER JOIN stages AS g ON v.stage = g.stage_code
WHERE d.deal_id = $deal_id
UNION ALL
SELECT
    c."at" AS happened_at,
    c.field AS what,
    c.old_value AS before,
    c.new_value AS after,
    NULL AS stay_days
FROM deal_changes AS c
INNER JOIN deals AS d ON c.deal_no = d.deal_no
INNER JOIN scoped_deals($scope) AS s ON c.deal_no = s.deal
WHERE d.deal_id = $deal_id AND minute_of(c."at") <= $scope['as_of']
ORDER BY happened_at, what;
