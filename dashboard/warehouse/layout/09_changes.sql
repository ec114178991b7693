-- Changes of amount, close date, owner and pipeline, from change logs, from histories that state them, and between
-- snapshots.
-- Of two logs of one field of a deal the one with more changes counts; another adds what lies before and after it.
CREATE OR REPLACE TEMP TABLE change_sources AS
SELECT
    deal_key,
    field,
    import_id,
    min("at") AS first_at,
    max("at") AS last_at
FROM keyed_changes
GROUP BY deal_key, field, import_id
QUALIFY row_number() OVER (PARTITION BY deal_key, field ORDER BY count(*) DESC, import_id DESC) = 1;

CREATE OR REPLACE TEMP TABLE logged_changes AS
SELECT
    n.deal_no,
    c.field,
    CASE WHEN c.field = 'owner_name' THEN coalesce(o.canonical, c.old_value) ELSE c.old_value END AS old_value,
    CASE WHEN c.field = 'owner_name' THEN coalesce(w.canonical, c.new_value) ELSE c.new_value END AS new_value,
    c."at",
    c.row
FROM keyed_changes AS c
INNER JOIN numbered AS n ON c.deal_key = n.deal_key
INNER JOIN change_sources AS s ON c.deal_key = s.deal_key AND c.field = s.field
LEFT JOIN aliases AS o ON o.field = 'owner_name' AND c.old_value = o.value
LEFT JOIN aliases AS w ON w.field = 'owner_name' AND c.new_value = w.value
WHERE c.import_id = s.import_id OR c."at" < s.first_at OR c."at" > s.last_at;

-- What was true from when: one point a statement.
CREATE OR REPLACE TEMP TABLE stated_values AS
SELECT
    n.deal_no,
    e."at",
    e.sequence,
    e.amount,
    e.expected_close,
    cast(NULL AS VARCHAR) AS owner,
    cast(NULL AS VARCHAR) AS pipeline
FROM keyed_events AS e
INNER JOIN numbered AS n ON e.deal_key = n.deal_key
WHERE e."at" IS NOT NULL AND (e.amount IS NOT NULL OR e.expected_close IS NOT NULL)
UNION ALL BY NAME
SELECT
    deal_no,
    "at",
    row AS sequence,
    CASE WHEN field = 'amount' THEN coalesce(try_cast(new_value AS DOUBLE), cast('nan' AS DOUBLE)) END AS amount,
    CASE WHEN field = 'expected_close' THEN try_cast(left(new_value, 10) AS DATE) END AS expected_close,
    CASE WHEN field = 'owner_name' THEN new_value END AS owner,
    CASE WHEN field = 'pipeline' THEN new_value END AS pipeline
FROM logged_changes
UNION ALL BY NAME
SELECT
    n.deal_no,
    -- What the first file with the close in it states held at the close already.
    CASE
        WHEN
            coalesce(r.status, '') <> 'open'
            AND r.closed_at < v.as_of
            AND r.closed_at > lag(v.as_of) OVER (PARTITION BY v.deal_key ORDER BY v.order_no)
            THEN r.closed_at
        ELSE v.as_of
    END AS "at",
    v.order_no AS sequence,
    r.amount,
    r.expected_close,
    coalesce(a.canonical, r.owner_name, o.owner, r.owner_id) AS owner,
    r.pipeline
FROM versions AS v
INNER JOIN loaded.deals AS r ON v.source = r.rowid
INNER JOIN numbered AS n ON v.deal_key = n.deal_key
LEFT JOIN aliases AS a ON a.field = 'owner_name' AND r.owner_name = a.value
LEFT JOIN owner_names AS o ON r.owner_name IS NULL AND r.owner_id = o.owner_id
WHERE
    v.deal_key IN (
        SELECT k.deal_key FROM version_counts AS k WHERE k.versions > 1
        UNION ALL
        SELECT e.deal_key FROM keyed_events AS e WHERE e.amount IS NOT NULL OR e.expected_close IS NOT NULL
        UNION ALL
        SELECT c.deal_key FROM keyed_changes AS c
    );

-- The value before the first stated change holds from the start.
INSERT INTO stated_values BY NAME
SELECT
    deal_no,
    TIMESTAMP '1900-01-01' AS "at",
    0 AS sequence,
    arg_min(coalesce(try_cast(old_value AS DOUBLE), cast('nan' AS DOUBLE)), ("at", row)) FILTER (
        WHERE field = 'amount'
    ) AS amount,
    arg_min_null(try_cast(left(old_value, 10) AS DATE), ("at", row)) FILTER (WHERE field = 'expected_close')
        AS expected_close,
    arg_min_null(old_value, ("at", row)) FILTER (WHERE field = 'owner_name') AS owner,
    arg_min_null(old_value, ("at", row)) FILTER (WHERE field = 'pipeline') AS pipeline
FROM logged_changes
GROUP BY deal_no;

CREATE OR REPLACE TABLE deal_changes AS
WITH fields AS (
    SELECT
        deal_no,
        "at",
        sequence,
        'amount' AS field,
        cast(amount AS VARCHAR) AS value
    FROM stated_values
    WHERE amount IS NOT NULL AND NOT isnan(amount)
    UNION ALL
    SELECT
        deal_no,
        "at",
        sequence,
        'expected_close' AS field,
        cast(expected_close AS VARCHAR) AS value
    FROM stated_values
    WHERE expected_close IS NOT NULL
    UNION ALL
    SELECT
        deal_no,
        "at",
        sequence,
        'owner' AS field,
        owner AS value
    FROM stated_values
    WHERE owner IS NOT NULL
    UNION ALL
    SELECT
        deal_no,
        "at",
        sequence,
        'pipeline' AS field,
        pipeline AS value
    FROM stated_values
    WHERE pipeline IS NOT NULL
)

SELECT
    deal_no,
    field,
    lag(value) OVER (PARTITION BY deal_no, field ORDER BY "at", sequence) AS old_value,
    value AS new_value,
    "at"
FROM fields
QUALIFY
    lag(value) OVER (PARTITION BY deal_no, field ORDER BY "at", sequence) IS DISTINCT FROM value
    AND lag(value) OVER (PARTITION BY deal_no, field ORDER BY "at", sequence) IS NOT NULL;
