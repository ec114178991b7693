-- What other tools read: stable names and columns, described in bi_columns.csv and docs/bi.md.
-- Ids are text, times have no zone (they are in the reporting zone), every money column has its currency beside it.
CREATE SCHEMA IF NOT EXISTS bi;

CREATE OR REPLACE VIEW bi.deals AS
SELECT
    d.deal_id,
    d.name AS deal_name,
    d.account,
    coalesce(d.contact_name, '') AS contact,
    d.owner,
    d.team,
    d.pipeline,
    d.stage,
    d.status,
    d.last_open_stage,
    d.amount,
    d.currency,
    d.value,
    r.currency AS reporting_currency,
    d.probability,
    d.forecast_category,
    d.created_at,
    d.expected_close,
    d.closed_at,
    d.stage_entered_at,
    d.lost_reason,
    d.competitor,
    d.source,
    d.deal_type,
    d.customer_type,
    d.product,
    d.segment,
    d.region,
    d.industry,
    d.next_step,
    d.last_activity_at,
    d.next_activity_at,
    d.modified_at,
    CASE d.evidence WHEN 0 THEN 'A' WHEN 1 THEN 'B' WHEN 2 THEN 'C' ELSE 'D' END AS evidence,
    d.extra,
    cast(d.import_id AS VARCHAR) AS import_id,
    d.sheet,
    d.row
FROM main.deals AS d
CROSS JOIN main.reporting AS r;

CREATE OR REPLACE VIEW bi.stage_visits AS
SELECT
    v.deal_id,
    cast(v.visit_no AS INTEGER) AS visit_no,
    v.pipeline,
    v.stage,
    cast(v.rank AS INTEGER) AS stage_no,
    v.entered_at,
    v.left_at,
    (epoch(v.left_at) - epoch(v.entered_at)) / 86400 AS stay_days,
    v.leaves AS ended,
    v.value,
    r.currency AS reporting_currency,
    v.entry_known,
    v.evidence
FROM main.stage_visits AS v
CROSS JOIN main.reporting AS r;

CREATE OR REPLACE VIEW bi.deal_changes AS
SELECT
    d.deal_id,
    c.field,
    c.old_value,
    c.new_value,
    c."at" AS changed_at
FROM main.deal_changes AS c
INNER JOIN main.deals AS d ON c.deal_no = d.deal_no;

CREATE OR REPLACE VIEW bi.activities AS
SELECT
    a.activity_id,
    d.deal_id,
    coalesce(d.name, a.deal_name, '') AS deal_name,
    coalesce(a.type, '') AS type,
    coalesce(a.subject, '') AS subject,
    coalesce(a.account_name, d.account, '') AS account,
    coalesce(a.contact_name, '') AS contact,
    coalesce(a.owner_name, '') AS owner,
    a.due_at,
    a.done_at,
    coalesce(a.outcome, '') AS outcome,
    cast(a.import_id AS VARCHAR) AS import_id,
    a.row
FROM main.activities AS a
LEFT JOIN main.deals AS d ON a.deal_no = d.deal_no;

CREATE OR REPLACE VIEW bi.owners AS
SELECT
    o.owner,
    o.owner_id,
    o.email,
    o.manager,
    o.team,
    o.region,
    o.active,
    o.has_deals
FROM main.owners AS o;

CREATE OR REPLACE VIEW bi.targets AS
SELECT
    t.level,
    t.name,
    t.pipeline,
    t.period_start,
    t.period_end,
    t.amount,
    coalesce(t.currency, '') AS currency,
    t.measure,
    CASE WHEN t.import_id < 2147483647 THEN cast(t.import_id AS VARCHAR) END AS import_id,
    t.row
FROM main.targets AS t;

CREATE OR REPLACE VIEW bi.company_targets AS
SELECT
    t.pipeline,
    t.period_start,
    t.period_end,
    t.amount,
    t.currency,
    t.measure,
    t.counted_from
FROM main.company_targets AS t;

CREATE OR REPLACE VIEW bi.pipelines AS
SELECT
    p.pipeline,
    p.deals
FROM main.pipelines AS p;

CREATE OR REPLACE VIEW bi.stages AS
SELECT
    s.pipeline,
    s.stage,
    cast(s.rank AS INTEGER) AS stage_no,
    s.status
FROM main.stages AS s;

CREATE OR REPLACE VIEW bi.accounts AS
SELECT
    a.account,
    a.account_id,
    a.segment,
    a.industry,
    a.region,
    a.employees,
    a.revenue,
    a.parent
FROM main.accounts AS a;

CREATE OR REPLACE VIEW bi.products AS
SELECT
    p.product,
    p.product_id,
    p.family,
    p.list_price
FROM main.products AS p;

CREATE OR REPLACE VIEW bi.line_items AS
SELECT
    coalesce(d.deal_id, l.deal_id) AS deal_id,
    coalesce(d.name, l.deal_name) AS deal_name,
    l.product,
    l.product_id,
    l.quantity,
    l.unit_price,
    l.discount,
    l.amount,
    l.currency,
    cast(l.import_id AS VARCHAR) AS import_id,
    l.row
FROM main.line_items AS l
LEFT JOIN main.deals AS d ON l.deal_no = d.deal_no;

CREATE OR REPLACE VIEW bi.leads AS
SELECT
    l.lead_id,
    l.name AS lead_name,
    l.email,
    l.title,
    l.account,
    l.source,
    l.campaign,
    l.owner,
    l.status,
    l.outcome,
    l.created_at,
    l.first_response_at,
    l.converted_at,
    d.deal_id,
    l.linked_by,
    l.country,
    l.industry,
    l.score,
    l.extra,
    cast(l.import_id AS VARCHAR) AS import_id,
    l.row
FROM main.leads AS l
LEFT JOIN main.deals AS d ON l.deal_no = d.deal_no;

CREATE OR REPLACE VIEW bi.spend AS
SELECT
    s.source,
    s.medium,
    s.campaign,
    s.period_start,
    s.period_end,
    s.amount,
    s.currency,
    s.value,
    r.currency AS reporting_currency,
    s.clicks,
    s.impressions,
    s.conversions,
    cast(s.import_id AS VARCHAR) AS import_id,
    s.row
FROM main.spend AS s
CROSS JOIN main.reporting AS r;

CREATE OR REPLACE VIEW bi.channel_sessions AS
SELECT
    c.channel,
    c.source,
    c.medium,
    c.campaign,
    c.period_start,
    c.period_end,
    c.sessions,
    c.engaged_sessions,
    c.users,
    c.conversions,
    cast(c.import_id AS VARCHAR) AS import_id,
    c.row
FROM main.channel_sessions AS c;

CREATE OR REPLACE VIEW bi.exchange_rates AS
SELECT
    x.currency,
    r.currency AS reporting_currency,
    CASE WHEN x.from_day > -2147483648 THEN DATE '1970-01-01' + cast(x.from_day AS INTEGER) END AS first_day,
    CASE WHEN x.to_day < 2147483647 THEN DATE '1970-01-01' + cast(x.to_day AS INTEGER) END AS before_day,
    x.rate
FROM main.rates AS x
CROSS JOIN main.reporting AS r
WHERE x.currency <> '';

CREATE OR REPLACE VIEW bi.imports AS
SELECT
    cast(i.import_id AS VARCHAR) AS import_id,
    i.file_name,
    i.system,
    array_to_string(i.kinds, ', ') AS kinds,
    i.as_of,
    i.loaded_at,
    i.is_sample,
    i.rows_read,
    i.rows_loaded,
    i.rows_merged,
    i.rows_rejected
FROM main.imports AS i;
