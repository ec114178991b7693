-- Columns of the files that are none of our fields, as dimensions: few and short values, several deals each.
-- In links and on the command line such a column is x.HEADER, which no dimension of ours can be called; files with the
-- same header share it. Values stay texts; numbers and dates count only while they are few (bands are another matter).
-- Everything else stays where it is, in deals.extra, and is told with the deal.
CREATE OR REPLACE TEMP MACRO one_line(text) AS
trim(regexp_replace(nfc_normalize(text), '[\s\p{Z}\p{Cc}\p{Cf}]+', ' ', 'g'));

-- A dash is how people write an empty cell, and how a link names the deals without a value.
CREATE OR REPLACE TEMP MACRO as_value(text) AS nullif(nullif(one_line(text), ''), '-');

CREATE OR REPLACE TEMP MACRO extra_pairs(extra) AS
unnest(map_entries(try(json_transform(extra, '"MAP(VARCHAR, VARCHAR)"'))));

-- What a sample already shows to be no dimension need not be counted in a million deals.
CREATE OR REPLACE TEMP TABLE free_texts AS
WITH sampled AS (
    SELECT extra_pairs(d.extra) AS pair
    FROM deals AS d
    WHERE
        d.extra IS NOT NULL
        AND d.deal_no % greatest(1, (SELECT count(*) FROM deals AS n WHERE n.extra IS NOT NULL) // 20000) = 0
)

SELECT pair.key AS header
FROM sampled
GROUP BY pair.key
HAVING count(DISTINCT pair.value) > 100 OR max(length(pair.value)) > 80;

CREATE OR REPLACE TEMP TABLE extra_values AS
WITH pairs AS (
    SELECT
        d.deal_no,
        extra_pairs(d.extra) AS pair
    FROM deals AS d
    WHERE d.extra IS NOT NULL
)

SELECT
    deal_no,
    pair.key AS header,
    pair.value
FROM pairs
WHERE pair.key NOT IN (SELECT f.header FROM free_texts AS f);

-- Counted apart, so that a value is made plain once and not once a deal.
CREATE OR REPLACE TEMP TABLE written_values AS
SELECT
    e.header,
    e.value,
    count(*) AS deals
FROM extra_values AS e
GROUP BY e.header, e.value;

CREATE OR REPLACE TEMP TABLE counted_values AS
SELECT
    c.header,
    c.value AS written,
    as_value(c.value) AS value,
    c.deals
FROM written_values AS c
WHERE as_value(c.value) IS NOT NULL;

-- Every such column, offered as a dimension or not: what lists of deals can show.
CREATE OR REPLACE TABLE custom_headers AS
SELECT c.header
FROM counted_values AS c
UNION
SELECT f.header
FROM free_texts AS f;

-- Two headers that differ only in blanks are two columns of one file: the one not written plainly gets a mark.
CREATE OR REPLACE TEMP TABLE named_headers AS
WITH named AS (
    SELECT
        h.header,
        trim(replace(one_line(h.header), '=', ' ')) AS name
    FROM (SELECT DISTINCT c.header FROM counted_values AS c) AS h
)

SELECT
    n.header,
    'x.' || CASE
        WHEN length(n.name) > 60 THEN left(n.name, 52) || '… ' || left(md5(n.header), 6)
        WHEN n.name <> n.header AND count(*) OVER (PARTITION BY n.name) > 1
            THEN n.name || ' ' || left(md5(n.header), 6)
        ELSE n.name
    END AS dimension
FROM named AS n
WHERE n.name <> '';

CREATE OR REPLACE TABLE custom_fields AS
WITH columns AS (
    SELECT
        n.dimension,
        n.header,
        count(DISTINCT c.value) AS distinct_values,
        sum(c.deals) AS deals,
        max(length(c.value)) AS longest,
        bool_and(
            try_cast(regexp_replace(c.value, '[,  %¥￥$€£]', '', 'g') AS DOUBLE) IS NOT NULL
            OR regexp_matches(c.value, '^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}')
        ) AS measured
    FROM counted_values AS c
    INNER JOIN named_headers AS n ON c.header = n.header
    GROUP BY n.dimension, n.header
)

SELECT
    cast(row_number() OVER (ORDER BY c.deals DESC, c.dimension) AS USMALLINT) AS field,
    c.dimension,
    c.header,
    c.deals,
    c.distinct_values
FROM columns AS c
WHERE
    c.longest <= 80
    AND c.distinct_values <= CASE WHEN c.measured THEN 12 ELSE 100 END
    AND (c.distinct_values > 1 OR c.deals < (SELECT count(*) FROM deals))
    AND (c.distinct_values * 3 <= c.deals OR (c.distinct_values <= 6 AND c.distinct_values < c.deals))
QUALIFY field <= 40;

CREATE OR REPLACE TEMP TABLE custom_codes AS
SELECT
    v.field,
    v.dimension,
    v.value,
    cast(row_number() OVER (PARTITION BY v.field ORDER BY v.value) AS USMALLINT) AS code
FROM (
    SELECT DISTINCT
        f.field,
        f.dimension,
        c.value
    FROM counted_values AS c
    INNER JOIN custom_fields AS f ON c.header = f.header
) AS v;

INSERT INTO dimension_values
SELECT
    c.dimension,
    c.code,
    c.value
FROM custom_codes AS c;

INSERT INTO dimension_values
SELECT
    f.dimension,
    cast(0 AS USMALLINT) AS code,
    '' AS value
FROM custom_fields AS f;

-- One row a deal, and a column own_N a field N on offer: the code of its value, 0 without one. The names of the columns
-- come from a table of one row, the number of each field below its name, so that a million deals need no pivoting.
CREATE OR REPLACE TEMP TABLE own_codes AS
WITH filled AS (
    SELECT
        e.deal_no,
        list(k.field) AS fields,
        list(k.code) AS codes
    FROM extra_values AS e
    INNER JOIN counted_values AS c ON e.header = c.header AND e.value = c.written
    INNER JOIN custom_fields AS f ON c.header = f.header
    INNER JOIN custom_codes AS k ON f.field = k.field AND c.value = k.value
    GROUP BY e.deal_no
),

named AS (
    PIVOT (
        SELECT
            f.field,
            'own_' || f.field AS name,
            TRUE AS is_offered
        FROM custom_fields AS f
    ) ON name USING any_value(field) GROUP BY is_offered
)

SELECT
    d.deal_no,
    coalesce(f.codes[list_position(f.fields, COLUMNS(n.* EXCLUDE (is_offered)))], cast(0 AS USMALLINT))
FROM deals AS d
LEFT JOIN named AS n ON TRUE
LEFT JOIN filled AS f ON d.deal_no = f.deal_no;

DROP TABLE extra_values;
