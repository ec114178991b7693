-- Which files are dated snapshots of one list. A snapshot follows the latest earlier one of its own file, of its stated
-- series, or of its system with like headers that still lists at least half of the deals that were open there: an
-- export of one person's or one region's deals is another list and is not compared.
CREATE OR REPLACE TEMP TABLE list_files AS
SELECT
    cast(row_number() OVER (ORDER BY g.as_of, g.import_id) AS INTEGER) AS file_no,
    g.*,
    i.system,
    i.fields,
    json_extract_string(i.report, '$.fingerprint') AS fingerprint,
    json_extract_string(i.options, '$.series') AS series
FROM (
    SELECT
        import_id,
        as_of,
        count(*) AS deals
    FROM statements
    GROUP BY import_id, as_of
) AS g
INNER JOIN active_imports AS i ON g.import_id = i.import_id;

CREATE OR REPLACE TEMP TABLE possible_steps AS
SELECT
    e.file_no AS earlier,
    l.file_no AS later,
    e.as_of AS earlier_as_of,
    CASE WHEN e.import_id = l.import_id THEN 'file' WHEN e.series = l.series THEN 'stated' ELSE 'guessed' END AS reason,
    e.fingerprint = l.fingerprint AS same_headers,
    e.fingerprint = l.fingerprint
    OR len(list_intersect(e.fields, l.fields)) * 2 >= len(list_distinct(list_concat(e.fields, l.fields)))
        AS like_headers
FROM list_files AS l
INNER JOIN list_files AS e ON l.as_of > e.as_of
WHERE
    e.import_id = l.import_id
    OR (e.series = l.series AND e.series <> '')
    OR (
        (e.series IS NULL OR l.series IS NULL)
        AND coalesce(e.series, '-') <> '' AND coalesce(l.series, '-') <> ''
        AND e.system = l.system
    );

-- The deals of every file that may belong to a row of snapshots.
CREATE OR REPLACE TEMP TABLE held AS
SELECT
    f.file_no,
    f.as_of,
    k.deal_key,
    bool_or(coalesce(d.status, 'open') = 'open') AS is_open
FROM list_files AS f
INNER JOIN row_keys AS k ON f.import_id = k.import_id AND f.as_of = k.as_of
INNER JOIN loaded.deals AS d ON k.source = d.rowid
WHERE f.file_no IN (SELECT unnest([p.earlier, p.later]) FROM possible_steps AS p)
GROUP BY f.file_no, f.as_of, k.deal_key;

CREATE OR REPLACE TEMP VIEW held_rows AS
SELECT deal_key
FROM held;

-- Compared over a sample of the deals, so that a hundred exports of a big list are not compared row by row.
CREATE OR REPLACE TEMP TABLE compared_deals AS
SELECT
    file_no,
    deal_key,
    is_open
FROM held
WHERE
    hash(deal_key) % (
        SELECT greatest(count(*) * (SELECT count(*) FROM list_files) // 10000000, 1) FROM held_rows
    ) = 0;

CREATE OR REPLACE TEMP TABLE shared_deals AS
SELECT
    p.earlier,
    p.later,
    count(*) AS shared,
    count(*) FILTER (WHERE a.is_open) AS shared_open
FROM possible_steps AS p
INNER JOIN compared_deals AS a ON p.earlier = a.file_no
INNER JOIN compared_deals AS b ON p.later = b.file_no AND a.deal_key = b.deal_key
WHERE p.reason = 'guessed' AND p.like_headers
GROUP BY p.earlier, p.later;

CREATE OR REPLACE TEMP TABLE file_steps AS
WITH sizes AS (
    SELECT
        file_no,
        count(*) AS deals,
        count(*) FILTER (WHERE is_open) AS open_deals
    FROM compared_deals
    GROUP BY file_no
),

alike AS (
    SELECT
        p.*,
        o.shared / (e.deals + l.deals - o.shared) AS likeness
    FROM possible_steps AS p
    LEFT JOIN shared_deals AS o ON p.earlier = o.earlier AND p.later = o.later
    LEFT JOIN sizes AS e ON p.earlier = e.file_no
    LEFT JOIN sizes AS l ON p.later = l.file_no
    WHERE
        p.reason <> 'guessed'
        OR CASE
            WHEN e.open_deals > 0 THEN o.shared_open * 2 >= e.open_deals
            ELSE o.shared * 2 >= e.deals
        END
),

ranked AS (
    SELECT
        *,
        CASE reason WHEN 'file' THEN 0 WHEN 'stated' THEN 1 ELSE 2 END AS trust,
        likeness >= 0.5 * max(likeness) OVER (PARTITION BY later, reason, same_headers) AS is_near
    FROM alike
)

SELECT
    later AS file_no,
    earlier AS before_file,
    earlier_as_of AS before_as_of,
    reason
FROM ranked
QUALIFY row_number() OVER (
    PARTITION BY later ORDER BY trust, same_headers DESC, is_near DESC, earlier_as_of DESC, earlier DESC
) = 1;

-- Every file of deals, the list it belongs to (numbered by its first file), and what it was compared with.
CREATE OR REPLACE TABLE list_snapshots AS
WITH RECURSIVE chains AS (
    SELECT
        f.file_no,
        f.file_no AS list_no
    FROM list_files AS f
    WHERE f.file_no NOT IN (SELECT s.file_no FROM file_steps AS s)
    UNION ALL
    SELECT
        s.file_no,
        c.list_no
    FROM file_steps AS s
    INNER JOIN chains AS c ON s.before_file = c.file_no
)

SELECT
    c.list_no,
    f.file_no,
    f.import_id,
    f.as_of,
    f.system,
    f.series,
    f.deals,
    s.before_file,
    s.before_as_of,
    s.reason,
    count(*) OVER (PARTITION BY c.list_no) AS list_files
FROM chains AS c
INNER JOIN list_files AS f ON c.file_no = f.file_no
LEFT JOIN file_steps AS s ON c.file_no = s.file_no;

-- Open deals that the next file of their list no longer holds, at its day. Not so where another file of that day
-- holds them, or where a later one says that they were closed by then.
CREATE OR REPLACE TEMP TABLE absences AS
WITH gone AS (
    SELECT
        h.deal_key,
        n.as_of AS "at",
        n.file_no,
        n.before_as_of
    FROM list_snapshots AS n
    INNER JOIN held AS h ON n.before_file = h.file_no AND h.is_open
    ANTI JOIN held AS o ON n.as_of = o.as_of AND h.deal_key = o.deal_key
),

closed AS (
    SELECT
        k.deal_key,
        k.as_of,
        d.closed_at
    FROM row_keys AS k
    INNER JOIN loaded.deals AS d ON k.source = d.rowid
    WHERE d.status <> 'open' AND k.deal_key IN (SELECT g.deal_key FROM gone AS g)
)

SELECT
    g.deal_key,
    g."at",
    min(g.before_as_of) AS seen_at
FROM gone AS g
ANTI JOIN closed AS c ON g.deal_key = c.deal_key AND g."at" < c.as_of AND g."at" >= c.closed_at
GROUP BY g.deal_key, g."at";
