-- How the files fit together: rows that found no deal, or found it by its name; deals that are missing, kept apart or
-- told by several files. One row a finding and file (import_id null: over all files); code: see data_loaders.problems.
CREATE OR REPLACE TABLE matching AS
SELECT
    CASE match WHEN 'shared' THEN 'history_shared_name' WHEN 'name' THEN 'history_by_name' ELSE 'history_unmatched' END
        AS code,
    import_id,
    rows AS found
FROM match_counts
WHERE match <> 'id' AND (match <> 'none' OR EXISTS (SELECT 1 FROM statements))
UNION ALL
SELECT
    'activities_unmatched' AS code,
    import_id,
    count(*) AS found
FROM activities
WHERE deal_no IS NULL AND coalesce(deal_id, deal_name) IS NOT NULL AND EXISTS (SELECT 1 FROM statements)
GROUP BY import_id
UNION ALL
SELECT
    'snapshot_shared_key' AS code,
    import_id,
    sum(named) AS found
FROM (
    SELECT
        import_id,
        count(*) AS named
    FROM versions
    WHERE starts_with(deal_key, 'name:')
    GROUP BY import_id, as_of, deal_key
    HAVING count(*) > 1
)
GROUP BY import_id
UNION ALL
SELECT
    'snapshot_unmatched' AS code,
    l.import_id,
    count(*) AS found
FROM absences AS a
INNER JOIN list_snapshots AS l ON a."at" = l.as_of
INNER JOIN held AS h ON l.before_file = h.file_no AND a.deal_key = h.deal_key
WHERE starts_with(a.deal_key, 'name:')
GROUP BY l.import_id
UNION ALL
SELECT
    'snapshot_missing' AS code,
    NULL AS import_id,
    count(*) AS found
FROM deals
WHERE status = 'missing'
HAVING count(*) > 0
UNION ALL
SELECT
    'lists_apart' AS code,
    NULL AS import_id,
    count(*) AS found
FROM (
    SELECT count(*) OVER (PARTITION BY system) AS lists
    FROM list_snapshots
    WHERE file_no = list_no AND series IS NULL
)
WHERE lists > 1
HAVING count(*) > 0
UNION ALL
SELECT
    'ids_apart' AS code,
    NULL AS import_id,
    count(DISTINCT deal_id) AS found
FROM id_homes
WHERE is_apart
HAVING count(*) > 0
UNION ALL
SELECT
    'imports_repeat' AS code,
    NULL AS import_id,
    count(*) AS found
FROM repeated_imports
HAVING count(*) > 0
UNION ALL
SELECT
    'history_sources' AS code,
    NULL AS import_id,
    count(*) AS found
FROM (
    SELECT deal_no
    FROM deal_sources
    GROUP BY deal_no
    HAVING count(DISTINCT level) > 1 OR (min(level) < 'C' AND count(*) > 1)
)
HAVING count(*) > 0;
