-- What the files say of each deal, newest file first, then the lowest line.
CREATE OR REPLACE TEMP TABLE versions AS
SELECT
    s.source,
    s.import_id,
    s.as_of,
    s.fields,
    s.system,
    k.deal_key,
    row_number() OVER (ORDER BY s.as_of, s.import_id, s.row, s.sheet) AS order_no
FROM statements AS s
INNER JOIN row_keys AS k ON s.source = k.source;

CREATE OR REPLACE TEMP TABLE version_counts AS
SELECT
    deal_key,
    count(*) AS versions,
    max(order_no) AS newest,
    CASE WHEN min(system) = max(system) THEN min(system) END AS system
FROM versions
GROUP BY deal_key;

-- A later file replaces the fields it has, blanks included; a field it lacks keeps its older value.
CREATE OR REPLACE TEMP MACRO latest(field_value, field_name, order_no, fields) AS
struct_extract(
    arg_max({ 'v': field_value }, order_no) FILTER (WHERE list_contains(fields, field_name)), 'v'
);

CREATE OR REPLACE TEMP TABLE records AS
SELECT
    v.deal_key,
    v.import_id,
    v.as_of,
    1 AS versions,
    d.* EXCLUDE (import_id, snapshot_at)
FROM versions AS v
INNER JOIN version_counts AS c ON v.deal_key = c.deal_key
INNER JOIN loaded.deals AS d ON v.source = d.rowid
WHERE c.versions = 1
UNION ALL BY NAME
SELECT
    v.deal_key,
    arg_max(v.import_id, v.order_no) AS import_id,
    max(v.as_of) AS as_of,
    count(*) AS versions,
    arg_max(d.sheet, v.order_no) AS sheet,
    arg_max(d.row, v.order_no) AS row,
    arg_max(d.deal_id, v.order_no) AS deal_id,
    latest(d.deal_name, 'deal_name', v.order_no, v.fields) AS deal_name,
    latest(d.account_id, 'account_id', v.order_no, v.fields) AS account_id,
    latest(d.account_name, 'account_name', v.order_no, v.fields) AS account_name,
    latest(d.contact_name, 'contact_name', v.order_no, v.fields) AS contact_name,
    latest(d.owner_id, 'owner_id', v.order_no, v.fields) AS owner_id,
    latest(d.owner_name, 'owner_name', v.order_no, v.fields) AS owner_name,
    latest(d.team, 'team', v.order_no, v.fields) AS team,
    latest(d.pipeline, 'pipeline', v.order_no, v.fields) AS pipeline,
    latest(d.stage, 'stage', v.order_no, v.fields) AS stage,
    arg_max(d.status, v.order_no) AS status,
    latest(d.stage_entered_at, 'stage_entered_at', v.order_no, v.fields) AS stage_entered_at,
    latest(d.amount, 'amount', v.order_no, v.fields) AS amount,
    arg_max(d.currency, v.order_no) AS currency,
    latest(d.amount_base, 'amount_base', v.order_no, v.fields) AS amount_base,
    latest(d.probability, 'probability', v.order_no, v.fields) AS probability,
    latest(d.forecast_category, 'forecast_category', v.order_no, v.fields) AS forecast_category,
    latest(d.created_at, 'created_at', v.order_no, v.fields) AS created_at,
    arg_max(d.expected_close, v.order_no) AS expected_close,
    arg_max({ 'v': d.closed_at }, v.order_no)['v'] AS closed_at,
    latest(d.lost_reason, 'lost_reason', v.order_no, v.fields) AS lost_reason,
    latest(d.competitor, 'competitor', v.order_no, v.fields) AS competitor,
    latest(d.source, 'source', v.order_no, v.fields) AS source,
    latest(d.deal_type, 'deal_type', v.order_no, v.fields) AS deal_type,
    latest(d.customer_type, 'customer_type', v.order_no, v.fields) AS customer_type,
    latest(d.product, 'product', v.order_no, v.fields) AS product,
    latest(d.segment, 'segment', v.order_no, v.fields) AS segment,
    latest(d.region, 'region', v.order_no, v.fields) AS region,
    latest(d.industry, 'industry', v.order_no, v.fields) AS industry,
    latest(d.next_step, 'next_step', v.order_no, v.fields) AS next_step,
    latest(d.last_activity_at, 'last_activity_at', v.order_no, v.fields) AS last_activity_at,
    latest(d.next_activity_at, 'next_activity_at', v.order_no, v.fields) AS next_activity_at,
    latest(d.modified_at, 'modified_at', v.order_no, v.fields) AS modified_at,
    arg_max(d.extra, v.order_no) AS extra
FROM versions AS v
INNER JOIN version_counts AS c ON v.deal_key = c.deal_key
INNER JOIN loaded.deals AS d ON v.source = d.rowid
WHERE c.versions > 1
GROUP BY v.deal_key;
