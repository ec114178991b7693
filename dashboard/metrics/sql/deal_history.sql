-- What happened to one deal up to the as-of, in order of time: stages entered and left, changes of its values, and
-- activities. Each stage carries how it is known: the evidence level, the files, and for a difference between two
-- snapshots the moment before which it did not happen; an activity carries the file, sheet and row it was read from.
SELECT
    make_timestamp(cast(v.entered_min AS BIGINT) * 60000000) AS happened_at,
    'stage' AS what,
    '' AS before,
    CASE v.kind WHEN 4 THEN '' ELSE g.stage END AS after,
    CASE WHEN v.is_current OR v.kind > 0 THEN NULL ELSE (v.left_min - v.entered_min) / 1440.0 END AS stay_days,
    CASE v.evidence WHEN 0 THEN 'A' WHEN 1 THEN 'B' WHEN 2 THEN 'C' ELSE 'D' END AS evidence,
    (
        SELECT string_agg(i.file_name, ', ' ORDER BY i.import_id)
        FROM imports AS i
        WHERE list_contains(d.history_imports, i.import_id)
    ) AS files,
    (
        SELECT max(m.not_before)
        FROM moves_between_snapshots AS m
        WHERE m.deal_no = v.deal AND minute_of(m."at") = v.entered_min
    ) AS not_before,
    CASE
        WHEN NOT v.is_current AND v.kind = 0 THEN make_timestamp(cast(v.left_min AS BIGINT) * 60000000)
    END AS left_at,
    '' AS detail,
    '' AS sheet,
    NULL AS row
FROM scoped_visits($scope) AS v
INNER JOIN deals AS d ON v.deal = d.deal_no
LEFT JOIN stages AS g ON v.stage = g.stage_code
WHERE d.deal_id = $deal_id AND (v.kind = 4 OR g.stage IS NOT NULL)
UNION ALL
SELECT
    c."at" AS happened_at,
    c.field AS what,
    c.old_value AS before,
    c.new_value AS after,
    NULL AS stay_days,
    '' AS evidence,
    '' AS files,
    NULL AS not_before,
    NULL AS left_at,
    '' AS detail,
    '' AS sheet,
    NULL AS row
FROM deal_changes AS c
INNER JOIN deals AS d ON c.deal_no = d.deal_no
INNER JOIN scoped_deals($scope) AS s ON c.deal_no = s.deal
WHERE d.deal_id = $deal_id AND minute_of(c."at") <= $scope['as_of']
UNION ALL
SELECT
    a.done_at AS happened_at,
    'activity' AS what,
    '' AS before,
    coalesce(a.type, '') AS after,
    NULL AS stay_days,
    '' AS evidence,
    coalesce(i.file_name, '') AS files,
    NULL AS not_before,
    NULL AS left_at,
    concat_ws(' · ', nullif(a.subject, ''), nullif(a.outcome, ''), nullif(a.owner_name, '')) AS detail,
    coalesce(a.sheet, '') AS sheet,
    a.row
FROM activities AS a
INNER JOIN deals AS d ON a.deal_no = d.deal_no
INNER JOIN scoped_deals($scope) AS s ON a.deal_no = s.deal
LEFT JOIN imports AS i ON a.import_id = i.import_id
WHERE d.deal_id = $deal_id AND minute_of(a.done_at) <= $scope['as_of']
ORDER BY happened_at, what;
