-- Changes of amount, close date and owner, from change logs, from histories that state them, and between snapshots.
CREATE OR REPLACE TEMP TABLE unique_names AS
SELECT
    n.name,
    b.deal_no
FROM names AS n
INNER JOIN numbered AS b ON n.deal_key = b.deal_key
WHERE n.deals = 1;

-- What was true from when: one point a statement.
CREATE OR REPLACE TEMP TABLE stated_values AS
SELECT
    n.deal_no,
    e."at",
    e.sequence,
    e.amount,
    e.expected_close,
    cast(NULL AS VARCHAR) AS owner
FROM keyed_events AS e
INNER JOIN numbered AS n ON e.deal_key = n.deal_key
WHERE e."at" IS NOT NULL AND (e.amount IS NOT NULL OR e.expected_close IS NOT NULL)
UNION ALL BY NAME
SELECT
    coalesce(i.deal_no, u.deal_no) AS deal_no,
    c."at",
    c.row AS sequence,
    CASE WHEN c.field = 'amount' THEN coalesce(try_cast(c.new_value AS DOUBLE), cast('nan' AS DOUBLE)) END AS amount,
    CASE WHEN c.field = 'expected_close' THEN try_cast(left(c.new_value, 10) AS DATE) END AS expected_close,
    CASE WHEN c.field = 'owner_name' THEN c.new_value END AS owner
FROM loaded.deal_changes AS c
LEFT JOIN numbered AS i ON key_of(c.deal_id) = i.deal_key
LEFT JOIN unique_names AS u ON c.deal_id IS NULL AND lower(c.deal_name) = u.name
WHERE c."at" IS NOT NULL AND coalesce(i.deal_no, u.deal_no) IS NOT NULL
UNION ALL BY NAME
SELECT
    n.deal_no,
    v.as_of AS "at",
    v.order_no AS sequence,
    r.amount,
    r.expected_close,
    r.owner_name AS owner
FROM versions AS v
INNER JOIN version_counts AS k ON v.deal_key = k.deal_key
INNER JOIN loaded.deals AS r ON v.source = r.rowid
INNER JOIN numbered AS n ON v.deal_key = n.deal_key
WHERE
    k.versions > 1
    OR v.deal_key IN (
        SELECT e.deal_key FROM keyed_events AS e WHERE e.amount IS NOT NULL OR e.expected_close IS NOT NULL
    )
    OR v.deal_key IN (SELECT key_of(c.deal_id) FROM loaded.deal_changes AS c WHERE c.deal_id IS NOT NULL);

-- The value before the first stated change holds from the start.
INSERT INTO stated_values BY NAME
SELECT
    coalesce(i.deal_no, u.deal_no) AS deal_no,
    TIMESTAMP '1900-01-01' AS "at",
    0 AS sequence,
    arg_min(coalesce(try_cast(c.old_value AS DOUBLE), cast('nan' AS DOUBLE)), (c."at", c.row)) FILTER (
        WHERE c.field = 'amount'
    ) AS amount,
    arg_min_null(try_cast(left(c.old_value, 10) AS DATE), (c."at", c.row)) FILTER (WHERE c.field = 'expected_close')
        AS expected_close,
    arg_min_null(c.old_value, (c."at", c.row)) FILTER (WHERE c.field = 'owner_name') AS owner
FROM loaded.deal_changes AS c
LEFT JOIN numbered AS i ON key_of(c.deal_id) = i.deal_key
LEFT JOIN unique_names AS u ON c.deal_id IS NULL AND lower(c.deal_name) = u.name
WHERE c."at" IS NOT NULL AND coalesce(i.deal_no, u.deal_no) IS NOT NULL
GROUP BY ALL;

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
