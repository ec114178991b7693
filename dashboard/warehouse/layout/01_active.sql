-- The imports that count. One that states exactly the facts of an earlier one (the same rows in another order, encoding
-- or delimiter) adds nothing: it stays in the list of imports and waits, and takes over when the earlier one is undone.
CREATE OR REPLACE TEMP TABLE look_alikes AS
SELECT import_id
FROM imports
QUALIFY count(*) OVER (PARTITION BY system, kinds, fields, as_of, rows_loaded) > 1;

-- What an import states, whatever the order of its rows.
CREATE OR REPLACE TEMP TABLE contents AS
SELECT
    import_id,
    'deals' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.deals
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'stage_events' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.stage_events
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'deal_changes' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.deal_changes
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'activities' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.activities
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'owners' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.owners
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'targets' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.targets
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'accounts' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.accounts
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'products' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.products
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id
UNION ALL
SELECT
    import_id,
    'fx_rates' AS part,
    sum(cast(hash(*COLUMNS(* EXCLUDE (import_id, sheet, row))) AS HUGEINT)) AS facts
FROM loaded.fx_rates
WHERE import_id IN (SELECT l.import_id FROM look_alikes AS l)
GROUP BY import_id;

-- Kinds of rows that are not compared here keep their import: it is never taken for a repetition.
CREATE OR REPLACE TABLE repeated_imports AS
WITH whole AS (
    SELECT
        c.import_id,
        list([c.part, cast(c.facts AS VARCHAR)] ORDER BY c.part) AS facts
    FROM contents AS c
    GROUP BY c.import_id
)

SELECT
    i.import_id,
    min(i.import_id) OVER same AS repeats
FROM whole AS w
INNER JOIN imports AS i ON w.import_id = i.import_id
WHERE len(i.kinds) = len(w.facts)
WINDOW same AS (PARTITION BY i.system, i.fields, i.as_of, w.facts)
QUALIFY i.import_id > min(i.import_id) OVER same;

CREATE OR REPLACE TEMP TABLE active_imports AS
SELECT
    i.*,
    dense_rank() OVER (ORDER BY i.system) AS system_no
FROM imports AS i
ANTI JOIN repeated_imports AS r ON i.import_id = r.import_id;
