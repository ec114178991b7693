-- Every stage event with the deal it belongs to: by the id in its own system, else by the id in the one system that has
-- it; without an id by name and account, else by the one deal of that name whose account does not deny it.
-- A name that several deals share is not guessed; such events stay in loaded.stage_events and are counted there.
-- Events, changes and activities go to the deal with their id in their own system. What is left there has no key yet.
CREATE OR REPLACE TEMP TABLE keyed_events AS
SELECT
    v.deal_key,
    CASE WHEN v.deal_key IS NULL THEN key_of(e.deal_id) END AS deal_id,
    i.system,
    e.* EXCLUDE (deal_id, sheet)
FROM loaded.stage_events AS e
INNER JOIN active_imports AS i ON e.import_id = i.import_id
LEFT JOIN version_counts AS v ON key_of(e.deal_id) = v.deal_key AND i.system = v.system;

CREATE OR REPLACE TEMP TABLE keyed_changes AS
SELECT
    v.deal_key,
    CASE WHEN v.deal_key IS NULL THEN key_of(c.deal_id) END AS deal_id,
    i.system,
    c.* EXCLUDE (deal_id, sheet)
FROM loaded.deal_changes AS c
INNER JOIN active_imports AS i ON c.import_id = i.import_id
LEFT JOIN version_counts AS v ON key_of(c.deal_id) = v.deal_key AND i.system = v.system
WHERE c."at" IS NOT NULL;

CREATE OR REPLACE TEMP TABLE keyed_activities AS
SELECT
    v.deal_key,
    i.system,
    a.*
FROM loaded.activities AS a
INNER JOIN active_imports AS i ON a.import_id = i.import_id
LEFT JOIN version_counts AS v ON key_of(a.deal_id) = v.deal_key AND i.system = v.system;

CREATE OR REPLACE TEMP TABLE open_references AS
SELECT
    system,
    deal_id,
    spelled(deal_name) AS name,
    spelled(account_name) AS account
FROM keyed_events
WHERE deal_key IS NULL
UNION
SELECT
    system,
    deal_id,
    spelled(deal_name) AS name,
    NULL AS account
FROM keyed_changes
WHERE deal_key IS NULL
UNION
SELECT
    system,
    key_of(deal_id) AS deal_id,
    spelled(deal_name) AS name,
    spelled(account_name) AS account
FROM keyed_activities
WHERE deal_key IS NULL;

-- The deals that a reference may mean by its name: few, where the events have ids.
CREATE OR REPLACE TEMP TABLE possible_deals AS
SELECT
    c.deal_key,
    n.deal_id,
    n.name,
    n.account
FROM (
    SELECT
        d.rowid AS source,
        d.deal_id,
        spelled(d.deal_name) AS name,
        spelled(d.account_name) AS account
    FROM loaded.deals AS d
    WHERE spelled(d.deal_name) IN (SELECT r.name FROM open_references AS r WHERE r.name IS NOT NULL)
) AS n
INNER JOIN version_counts AS c ON n.source = c.source
UNION ALL
SELECT
    m.deal_key,
    m.deal_id,
    spelled(m.deal_name) AS name,
    spelled(m.account_name) AS account
FROM merged_records AS m
WHERE spelled(m.deal_name) IN (SELECT r.name FROM open_references AS r WHERE r.name IS NOT NULL);

CREATE OR REPLACE TEMP TABLE names AS
SELECT
    name,
    min(deal_key) AS deal_key,
    min(account) AS account,
    count(*) AS deals
FROM possible_deals
GROUP BY name;

CREATE OR REPLACE TEMP TABLE names_and_accounts AS
SELECT
    name,
    account,
    min(deal_key) AS deal_key,
    min(deal_key) FILTER (WHERE deal_id IS NULL) AS deal_without_id,
    count(*) AS deals
FROM possible_deals
WHERE account IS NOT NULL
GROUP BY name, account;

-- An id that only another system knows means that system's deal where its own has no list of deals and the names do not
-- differ. match: id, name (the one deal of that name), shared (several have it, none is taken), none (in no list).
CREATE OR REPLACE TEMP TABLE resolved AS
WITH looked_up AS (
    SELECT
        r.*,
        CASE
            WHEN h.deal_key IS NOT NULL THEN h.deal_key
            WHEN
                v.deal_key IS NOT NULL
                AND (r.system NOT IN (SELECT f.system FROM list_files AS f) OR v.system IS NULL)
                AND coalesce(spelled(coalesce(d.deal_name, m.deal_name)) = r.name, TRUE)
                THEN v.deal_key
        END AS key_by_id,
        CASE
            WHEN r.deal_id IS NULL AND a.deals = 1 THEN a.deal_key
            WHEN r.deal_id IS NULL AND n.deals = 1 AND coalesce(n.account = r.account, TRUE) THEN n.deal_key
            WHEN r.deal_id IS NOT NULL AND a.deals = 1 THEN a.deal_without_id
        END AS key_by_name,
        r.deal_id IS NULL AND (a.deals > 1 OR (n.deals > 1 AND r.account IS NULL)) AS is_shared,
        v.deal_key IS NOT NULL OR min(r.system) OVER (PARTITION BY r.deal_id) < r.system AS is_taken
    FROM open_references AS r
    LEFT JOIN id_homes AS h ON r.deal_id = h.deal_id AND r.system = h.system
    LEFT JOIN version_counts AS v ON r.deal_id = v.deal_key
    LEFT JOIN loaded.deals AS d ON v.source = d.rowid
    LEFT JOIN merged_records AS m ON v.deal_key = m.deal_key
    LEFT JOIN names AS n ON r.name = n.name
    LEFT JOIN names_and_accounts AS a ON r.name = a.name AND r.account = a.account
    WHERE r.deal_id IS NOT NULL OR r.name IS NOT NULL
)

SELECT
    system,
    deal_id,
    name,
    account,
    CASE
        WHEN coalesce(key_by_id, key_by_name) IS NOT NULL THEN coalesce(key_by_id, key_by_name)
        WHEN is_shared THEN NULL
        WHEN deal_id IS NULL THEN 'name:' || name || '|' || coalesce(account, '')
        WHEN is_taken AND length(deal_id) < 15 THEN deal_id || '@' || system
        ELSE deal_id
    END AS deal_key,
    CASE
        WHEN key_by_id IS NOT NULL THEN 'id'
        WHEN key_by_name IS NOT NULL THEN 'name'
        WHEN is_shared THEN 'shared'
        ELSE 'none'
    END AS match
FROM looked_up;

-- How many rows of each file found their deal otherwise than by an id of their own system.
CREATE OR REPLACE TEMP TABLE match_counts AS
SELECT
    e.import_id,
    r.match,
    count(*) AS rows
FROM keyed_events AS e
INNER JOIN resolved AS r
    ON
        e.system = r.system
        AND e.deal_id IS NOT DISTINCT FROM r.deal_id
        AND spelled(e.deal_name) IS NOT DISTINCT FROM r.name
        AND spelled(e.account_name) IS NOT DISTINCT FROM r.account
WHERE e.deal_key IS NULL
GROUP BY e.import_id, r.match;

UPDATE keyed_events
SET deal_key = r.deal_key
FROM resolved AS r
WHERE
    keyed_events.deal_key IS NULL
    AND keyed_events.system = r.system
    AND keyed_events.deal_id IS NOT DISTINCT FROM r.deal_id
    AND spelled(keyed_events.deal_name) IS NOT DISTINCT FROM r.name
    AND spelled(keyed_events.account_name) IS NOT DISTINCT FROM r.account;

DELETE FROM keyed_events WHERE deal_key IS NULL;

UPDATE keyed_changes
SET deal_key = r.deal_key
FROM resolved AS r
WHERE
    keyed_changes.deal_key IS NULL
    AND keyed_changes.system = r.system
    AND keyed_changes.deal_id IS NOT DISTINCT FROM r.deal_id
    AND spelled(keyed_changes.deal_name) IS NOT DISTINCT FROM r.name
    AND r.account IS NULL;

DELETE FROM keyed_changes WHERE deal_key IS NULL;

-- Activities of a deal in no list stay without a deal.
UPDATE keyed_activities
SET deal_key = r.deal_key
FROM resolved AS r
WHERE
    keyed_activities.deal_key IS NULL
    AND r.match IN ('id', 'name')
    AND keyed_activities.system = r.system
    AND key_of(keyed_activities.deal_id) IS NOT DISTINCT FROM r.deal_id
    AND spelled(keyed_activities.deal_name) IS NOT DISTINCT FROM r.name
    AND spelled(keyed_activities.account_name) IS NOT DISTINCT FROM r.account;

-- A history without a list of deals makes its own deals.
CREATE OR REPLACE TEMP TABLE event_only AS
SELECT
    e.deal_key,
    min(e.import_id) AS import_id,
    max(i.as_of) AS as_of,
    arg_min(e.row, (e."at", e.import_id, e.row)) AS row,
    max(e.deal_name) AS deal_name,
    max(e.account_name) AS account_name,
    arg_max(e.pipeline, (e."at", e.sequence, e.import_id, e.row)) AS pipeline,
    arg_max(e.to_stage, (e."at", e.sequence, e.import_id, e.row)) AS stage,
    arg_max(e.amount, (e."at", e.sequence, e.import_id, e.row)) AS amount,
    arg_max(e.expected_close, (e."at", e.sequence, e.import_id, e.row)) AS expected_close,
    min(e."at") AS created_at
FROM keyed_events AS e
INNER JOIN active_imports AS i ON e.import_id = i.import_id
ANTI JOIN version_counts AS c ON e.deal_key = c.deal_key
GROUP BY e.deal_key;

-- Every deal and its number. source: its one row in loaded.deals, null where several files or only events tell of it.
CREATE OR REPLACE TEMP TABLE deal_numbers AS
SELECT
    deal_key,
    cast(row_number() OVER (ORDER BY deal_key) AS INTEGER) AS deal_no,
    source,
    as_of
FROM (
    SELECT
        deal_key,
        source,
        as_of
    FROM version_counts
    UNION ALL
    SELECT
        deal_key,
        cast(NULL AS BIGINT) AS source,
        as_of
    FROM event_only
);

-- One row a deal with everything that is said of it. A view: its many texts are read once, where the deals are written.
CREATE OR REPLACE TEMP VIEW records AS
SELECT
    n.deal_no,
    n.deal_key,
    n.as_of,
    1 AS versions,
    d.* EXCLUDE (snapshot_at)
FROM deal_numbers AS n
INNER JOIN loaded.deals AS d ON n.source = d.rowid
UNION ALL BY NAME
SELECT
    n.deal_no,
    m.*
FROM merged_records AS m
INNER JOIN deal_numbers AS n ON m.deal_key = n.deal_key
UNION ALL BY NAME
SELECT
    n.deal_no,
    e.*,
    1 AS versions,
    '' AS sheet,
    CASE WHEN starts_with(e.deal_key, 'name:') THEN NULL ELSE e.deal_key END AS deal_id
FROM event_only AS e
INNER JOIN deal_numbers AS n ON e.deal_key = n.deal_key;
