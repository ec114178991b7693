-- Every stage event with the deal it belongs to: by id, else by the one deal of that name (and account, where stated).
-- A name that several deals share is not guessed; such events stay in loaded.stage_events and are counted there.
CREATE OR REPLACE TEMP TABLE names AS
SELECT
    lower(deal_name) AS name,
    min(deal_key) AS deal_key,
    count(*) AS deals
FROM records
WHERE deal_name IS NOT NULL
GROUP BY lower(deal_name);

CREATE OR REPLACE TEMP TABLE names_and_accounts AS
SELECT
    lower(deal_name) AS name,
    lower(account_name) AS account,
    min(deal_key) AS deal_key,
    count(*) AS deals
FROM records
WHERE deal_name IS NOT NULL AND account_name IS NOT NULL
GROUP BY lower(deal_name), lower(account_name);

CREATE OR REPLACE TEMP TABLE keyed_events AS
SELECT
    key_of(e.deal_id) AS deal_key,
    e.* EXCLUDE (deal_id, sheet)
FROM loaded.stage_events AS e
WHERE e.deal_id IS NOT NULL
UNION ALL BY NAME
SELECT
    CASE
        WHEN n.deals IS NULL THEN 'name:' || lower(e.deal_name) || '|' || lower(coalesce(e.account_name, ''))
        WHEN n.deals = 1 THEN n.deal_key
        WHEN a.deals = 1 THEN a.deal_key
    END AS deal_key,
    e.* EXCLUDE (deal_id, sheet)
FROM loaded.stage_events AS e
LEFT JOIN names AS n ON lower(e.deal_name) = n.name
LEFT JOIN names_and_accounts AS a ON lower(e.deal_name) = a.name AND lower(e.account_name) = a.account
WHERE e.deal_id IS NULL AND e.deal_name IS NOT NULL;

DELETE FROM keyed_events WHERE deal_key IS NULL;

-- A history without a list of deals makes its own deals.
CREATE OR REPLACE TEMP TABLE event_only AS
SELECT
    e.deal_key,
    min(e.import_id) AS import_id,
    max(i.as_of) AS as_of,
    arg_min(e.row, e."at") AS row,
    any_value(e.deal_name) AS deal_name,
    any_value(e.account_name) AS account_name,
    arg_max(e.pipeline, e."at") AS pipeline,
    arg_max(e.to_stage, (e."at", e.sequence)) AS stage,
    arg_max(e.amount, e."at") AS amount,
    arg_max(e.expected_close, e."at") AS expected_close,
    min(e."at") AS created_at
FROM keyed_events AS e
INNER JOIN imports AS i ON e.import_id = i.import_id
WHERE NOT EXISTS (SELECT 1 FROM version_counts AS c WHERE c.deal_key = e.deal_key)
GROUP BY e.deal_key;

INSERT INTO records BY NAME
SELECT
    * EXCLUDE (deal_key),
    deal_key,
    1 AS versions,
    '' AS sheet,
    CASE WHEN starts_with(deal_key, 'name:') THEN NULL ELSE deal_key END AS deal_id
FROM event_only;
