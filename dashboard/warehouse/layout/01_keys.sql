-- Which rows speak of the same deal. By id first; an id counts within its system, because small numbers mean other
-- deals elsewhere. The same id in two systems is one deal only where name and customer agree; a person joins two
-- systems by stating the same source for both files. An id of 15 characters or more is taken to be unique in the world.
-- Without an id: name, account, pipeline and day of creation; the one deal with an id that has this name and customer
-- is the same deal.
-- Salesforce writes the same id with 15 letters in reports and with 18 in its API.
CREATE OR REPLACE MACRO key_of(deal_id) AS CASE
    WHEN length(deal_id) = 18 AND starts_with(deal_id, '006') THEN left(deal_id, 15)
    ELSE deal_id
END;

CREATE OR REPLACE MACRO spelled(words) AS nullif(lower(trim(words)), '');

-- A row of deals is true at the end of its snapshot's day, else when its file was true.
CREATE OR REPLACE TEMP TABLE statements AS
SELECT
    d.rowid AS source,
    d.import_id,
    CASE
        WHEN d.snapshot_at IS NULL THEN i.as_of
        WHEN d.snapshot_at = date_trunc('day', d.snapshot_at) THEN d.snapshot_at + INTERVAL 86399 SECOND
        ELSE d.snapshot_at
    END AS as_of,
    key_of(d.deal_id) AS deal_id
FROM loaded.deals AS d
INNER JOIN active_imports AS i ON d.import_id = i.import_id;

CREATE OR REPLACE TEMP TABLE contested_ids AS
SELECT s.deal_id
FROM statements AS s
INNER JOIN active_imports AS i ON s.import_id = i.import_id
WHERE s.deal_id IS NOT NULL AND (SELECT count(DISTINCT a.system) FROM active_imports AS a) > 1
GROUP BY s.deal_id
HAVING min(i.system) <> max(i.system) AND length(s.deal_id) < 15;

-- The key of a contested id in each of its systems: the bare id where it was loaded first.
CREATE OR REPLACE TEMP TABLE id_homes AS
WITH told AS (
    SELECT
        s.deal_id,
        i.system,
        min(s.import_id) AS first_import,
        spelled(arg_max(d.deal_name, (s.as_of, s.import_id, d.row))) AS deal_name,
        spelled(arg_max(d.account_name, (s.as_of, s.import_id, d.row))) AS account_name
    FROM statements AS s
    INNER JOIN contested_ids AS c ON s.deal_id = c.deal_id
    INNER JOIN active_imports AS i ON s.import_id = i.import_id
    INNER JOIN loaded.deals AS d ON s.source = d.rowid
    GROUP BY s.deal_id, i.system
),

homes AS (
    SELECT
        deal_id,
        arg_min(system, (first_import, system)) AS system
    FROM told
    GROUP BY deal_id
)

SELECT
    t.deal_id,
    t.system,
    t.system <> h.system AND NOT same.yes AS is_apart,
    CASE WHEN t.system <> h.system AND NOT same.yes THEN t.deal_id || '@' || t.system ELSE t.deal_id END AS deal_key
FROM told AS t
INNER JOIN homes AS h ON t.deal_id = h.deal_id
INNER JOIN told AS o ON h.deal_id = o.deal_id AND h.system = o.system
CROSS JOIN LATERAL (
    SELECT
        coalesce(t.deal_name = o.deal_name, t.account_name = o.account_name, FALSE)
        AND coalesce(t.account_name = o.account_name, TRUE) AS yes
) AS same;

CREATE OR REPLACE TEMP TABLE named_rows AS
SELECT
    s.source,
    s.as_of,
    s.import_id,
    spelled(d.deal_name) AS deal_name,
    spelled(d.account_name) AS account_name,
    coalesce(d.pipeline, '') AS pipeline,
    cast(d.created_at AS DATE) AS created
FROM statements AS s
INNER JOIN loaded.deals AS d ON s.source = d.rowid
WHERE s.deal_id IS NULL;

-- Rows without an id whose name and customer belong to exactly one deal with an id.
CREATE OR REPLACE TEMP TABLE known_by_name AS
SELECT
    n.source,
    min(coalesce(h.deal_key, s.deal_id)) AS deal_key
FROM named_rows AS n
INNER JOIN loaded.deals AS d ON n.deal_name = spelled(d.deal_name) AND n.account_name = spelled(d.account_name)
INNER JOIN statements AS s ON d.rowid = s.source AND s.deal_id IS NOT NULL
INNER JOIN active_imports AS i ON s.import_id = i.import_id
LEFT JOIN id_homes AS h ON s.deal_id = h.deal_id AND i.system = h.system
GROUP BY n.source
HAVING
    count(DISTINCT coalesce(h.deal_key, s.deal_id)) = 1
    AND coalesce(bool_and(n.created = cast(d.created_at AS DATE)), TRUE);

CREATE OR REPLACE TEMP TABLE row_keys AS
SELECT
    s.source,
    s.import_id,
    s.as_of,
    coalesce(h.deal_key, s.deal_id) AS deal_key
FROM statements AS s
INNER JOIN active_imports AS i ON s.import_id = i.import_id
LEFT JOIN id_homes AS h ON s.deal_id = h.deal_id AND i.system = h.system
WHERE s.deal_id IS NOT NULL
UNION ALL
SELECT
    n.source,
    n.import_id,
    n.as_of,
    coalesce(
        k.deal_key,
        'name:' || coalesce(n.deal_name, '') || '|' || coalesce(n.account_name, '')
        || '|' || n.pipeline || '|' || coalesce(cast(n.created AS VARCHAR), '')
    ) AS deal_key
FROM named_rows AS n
LEFT JOIN known_by_name AS k ON n.source = k.source;
