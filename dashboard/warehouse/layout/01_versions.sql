-- How many statements the files make of each deal, and the one where it is but one: most deals, and they need no more.
CREATE OR REPLACE TEMP TABLE version_counts AS
SELECT
    c.deal_key,
    c.versions,
    CASE WHEN c.first_system = c.last_system THEN i.system END AS system,
    CASE WHEN c.versions = 1 THEN c.source END AS source,
    c.import_id,
    c.as_of
FROM (
    SELECT
        k.deal_key,
        count(*) AS versions,
        min(f.system_no) AS first_system,
        max(f.system_no) AS last_system,
        min(k.source) AS source,
        min(k.import_id) AS import_id,
        min(k.as_of) AS as_of
    FROM row_keys AS k
    INNER JOIN active_imports AS f ON k.import_id = f.import_id
    GROUP BY k.deal_key
) AS c
INNER JOIN active_imports AS i ON c.import_id = i.import_id;

-- What the files say of each deal, in the order of their days, then of their lines.
CREATE OR REPLACE TEMP TABLE versions AS
SELECT
    source,
    import_id,
    as_of,
    deal_key,
    1 AS order_no
FROM version_counts
WHERE versions = 1
UNION ALL
SELECT
    k.source,
    k.import_id,
    k.as_of,
    k.deal_key,
    row_number() OVER (PARTITION BY k.deal_key ORDER BY k.as_of, k.import_id, d.row, d.sheet) AS order_no
FROM row_keys AS k
INNER JOIN version_counts AS c ON k.deal_key = c.deal_key AND c.versions > 1
INNER JOIN loaded.deals AS d ON k.source = d.rowid;

-- A later file replaces the fields it has, blanks included; a field it lacks keeps its older value.
CREATE OR REPLACE TEMP MACRO latest(field_value, field_name, order_no, fields) AS
struct_extract(
    arg_max({ 'v': field_value }, order_no) FILTER (WHERE list_contains(fields, field_name)), 'v'
);

CREATE OR REPLACE TEMP TABLE merged_records AS
SELECT
    v.deal_key,
    arg_max(v.import_id, v.order_no) AS import_id,
    max(v.as_of) AS as_of,
    count(*) AS versions,
    arg_max(d.sheet, v.order_no) AS sheet,
    arg_max(d.row, v.order_no) AS row,
    arg_max(d.deal_id, v.order_no) AS deal_id,
    latest(d.deal_name, 'deal_name', v.order_no, i.fields) AS deal_name,
    latest(d.account_id, 'account_id', v.order_no, i.fields) AS account_id,
    latest(d.account_name, 'account_name', v.order_no, i.fields) AS account_name,
    latest(d.contact_name, 'contact_name', v.order_no, i.fields) AS contact_name,
    latest(d.owner_id, 'owner_id', v.order_no, i.fields) AS owner_id,
    latest(d.owner_name, 'owner_name', v.order_no, i.fields) AS owner_name,
    latest(d.team, 'team', v.order_no, i.fields) AS team,
    latest(d.pipeline, 'pipeline', v.order_no, i.fields) AS pipeline,
    latest(d.stage, 'stage', v.order_no, i.fields) AS stage,
    arg_max(d.status, v.order_no) AS status,
    latest(d.stage_entered_at, 'stage_entered_at', v.order_no, i.fields) AS stage_entered_at,
    latest(d.amount, 'amount', v.order_no, i.fields) AS amount,
    arg_max(d.currency, v.order_no) AS currency,
    latest(d.amount_base, 'amount_base', v.order_no, i.fields) AS amount_base,
    latest(d.probability, 'probability', v.order_no, i.fields) AS probability,
    latest(d.forecast_category, 'forecast_category', v.order_no, i.fields) AS forecast_category,
    latest(d.created_at, 'created_at', v.order_no, i.fields) AS created_at,
    arg_max(d.expected_close, v.order_no) AS expected_close,
    arg_max({ 'v': d.closed_at }, v.order_no)['v'] AS closed_at,
    latest(d.lost_reason, 'lost_reason', v.order_no, i.fields) AS lost_reason,
    latest(d.competitor, 'competitor', v.order_no, i.fields) AS competitor,
    latest(d.source, 'source', v.order_no, i.fields) AS source,
    latest(d.deal_type, 'deal_type', v.order_no, i.fields) AS deal_type,
    latest(d.customer_type, 'customer_type', v.order_no, i.fields) AS customer_type,
    latest(d.product, 'product', v.order_no, i.fields) AS product,
    latest(d.segment, 'segment', v.order_no, i.fields) AS segment,
    latest(d.region, 'region', v.order_no, i.fields) AS region,
    latest(d.industry, 'industry', v.order_no, i.fields) AS industry,
    latest(d.next_step, 'next_step', v.order_no, i.fields) AS next_step,
    latest(d.last_activity_at, 'last_activity_at', v.order_no, i.fields) AS last_activity_at,
    latest(d.next_activity_at, 'next_activity_at', v.order_no, i.fields) AS next_activity_at,
    latest(d.modified_at, 'modified_at', v.order_no, i.fields) AS modified_at,
    arg_max(d.extra, v.order_no) AS extra
FROM versions AS v
INNER JOIN version_counts AS c ON v.deal_key = c.deal_key
INNER JOIN active_imports AS i ON v.import_id = i.import_id
INNER JOIN loaded.deals AS d ON v.source = d.rowid
WHERE c.versions > 1
GROUP BY v.deal_key;
