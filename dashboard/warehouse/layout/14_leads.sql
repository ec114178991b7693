-- Leads, money spent, visits by channel and lines of deals, as the product believes them.
-- Spellings are those that people joined for owners, accounts, sources and products.

-- One key a lead. Ids are told apart within a system; the same e-mail in two systems is one lead, unless one of them
-- has it twice. A row with neither belongs to the lead of the same name and company, where there is but one.
CREATE OR REPLACE TEMP TABLE lead_ids AS
SELECT
    i.system,
    l.lead_id,
    arg_max(lower(l.email), l.import_id) AS email
FROM loaded.leads AS l
INNER JOIN imports AS i ON l.import_id = i.import_id
WHERE l.lead_id IS NOT NULL
GROUP BY i.system, l.lead_id;

CREATE OR REPLACE TEMP TABLE lone_mails AS
SELECT email
FROM lead_ids
WHERE email IS NOT NULL
GROUP BY email
HAVING count(*) = count(DISTINCT system);

CREATE OR REPLACE TEMP TABLE lead_rows AS
SELECT
    l.*,
    lower(l.lead_name) || '|' || lower(coalesce(l.account_name, '')) AS lead_words,
    coalesce(
        'mail:' || m.email, 'id:' || i.system || ':' || l.lead_id, 'mail:' || lower(l.email)
    ) AS known_key,
    row_number() OVER (ORDER BY i.as_of, l.import_id, l.row) AS order_no
FROM loaded.leads AS l
INNER JOIN imports AS i ON l.import_id = i.import_id
LEFT JOIN lead_ids AS d ON i.system = d.system AND l.lead_id = d.lead_id
LEFT JOIN lone_mails AS m ON d.email = m.email;

CREATE OR REPLACE TEMP TABLE lead_versions AS
SELECT
    r.*,
    coalesce(r.known_key, n.lead_key, 'name:' || r.lead_words, 'row:' || r.import_id || ':' || r.row) AS lead_key
FROM lead_rows AS r
LEFT JOIN (
    SELECT
        lead_words,
        min(known_key) AS lead_key
    FROM lead_rows
    WHERE known_key IS NOT NULL
    GROUP BY lead_words
    HAVING count(DISTINCT known_key) = 1
) AS n ON r.known_key IS NULL AND r.lead_words = n.lead_words;

-- The newest stated value of each field: a later list that lacks a field leaves what an earlier one said.
CREATE OR REPLACE TEMP TABLE lead_records AS
SELECT
    lead_key,
    count(*) AS versions,
    arg_max(import_id, order_no) AS import_id,
    arg_max(coalesce(sheet, ''), order_no) AS sheet,
    arg_max(row, order_no) AS row,
    arg_max(lead_id, order_no) AS lead_id,
    arg_max(lead_name, order_no) AS lead_name,
    arg_max(email, order_no) AS email,
    arg_max(title, order_no) AS title,
    arg_max(account_id, order_no) AS account_id,
    arg_max(account_name, order_no) AS account_name,
    arg_max(source, order_no) AS source,
    arg_max(campaign, order_no) AS campaign,
    arg_max(owner_name, order_no) AS owner_name,
    arg_max(status, order_no) AS status,
    coalesce(max(outcome) FILTER (WHERE outcome = 'converted'), arg_max(outcome, order_no)) AS outcome,
    min(created_at) AS created_at,
    min(first_response_at) AS first_response_at,
    arg_max(converted_at, order_no) AS converted_at,
    arg_max(deal_id, order_no) AS deal_id,
    arg_max(deal_name, order_no) AS deal_name,
    arg_max(country, order_no) AS country,
    arg_max(industry, order_no) AS industry,
    arg_max(score, order_no) AS score,
    arg_max(extra, order_no) AS extra
FROM lead_versions
GROUP BY lead_key;

-- Names of deals and accounts that say which deal is meant, because only one has them.
CREATE OR REPLACE TEMP TABLE lone_names AS
SELECT
    lower(name) AS name,
    min(deal_no) AS deal_no
FROM deals
WHERE
    lower(name) IN (
        SELECT lower(l.deal_name) FROM loaded.leads AS l
        UNION ALL
        SELECT lower(l.deal_name) FROM loaded.line_items AS l
    )
GROUP BY lower(name)
HAVING count(*) = 1;

CREATE OR REPLACE TEMP TABLE lead_accounts AS
SELECT DISTINCT coalesce(a.canonical, l.account_name) AS account
FROM lead_records AS l
LEFT JOIN aliases AS a ON a.field = 'account_name' AND l.account_name = a.value
WHERE l.account_name IS NOT NULL;

CREATE OR REPLACE TEMP TABLE lone_accounts AS
SELECT
    lower(account) AS account,
    min(deal_no) AS deal_no
FROM deals
WHERE lower(account) IN (SELECT lower(l.account) FROM lead_accounts AS l)
GROUP BY lower(account)
HAVING count(*) = 1;

-- linked_by: id, name, or account (a converted lead of a customer with one deal); '' where no deal is known.
CREATE OR REPLACE TABLE leads AS
SELECT
    cast(row_number() OVER (ORDER BY l.lead_key) AS INTEGER) AS lead_no,
    l.lead_key,
    l.lead_id,
    coalesce(l.lead_name, l.email, l.lead_id, '') AS name,
    coalesce(l.email, '') AS email,
    coalesce(l.title, '') AS title,
    coalesce(aa.canonical, l.account_name, '') AS account,
    coalesce(sa.canonical, l.source, '') AS source,
    coalesce(l.campaign, '') AS campaign,
    coalesce(oa.canonical, l.owner_name, '') AS owner,
    coalesce(l.status, '') AS status,
    CASE WHEN i.deal_no IS NOT NULL OR n.deal_no IS NOT NULL THEN 'converted' ELSE l.outcome END AS outcome,
    l.created_at,
    l.first_response_at,
    l.converted_at,
    coalesce(i.deal_no, n.deal_no, CASE WHEN l.outcome = 'converted' THEN a.deal_no END) AS deal_no,
    CASE
        WHEN i.deal_no IS NOT NULL THEN 'id'
        WHEN n.deal_no IS NOT NULL THEN 'name'
        WHEN l.outcome = 'converted' AND a.deal_no IS NOT NULL THEN 'account'
        ELSE ''
    END AS linked_by,
    coalesce(l.country, '') AS country,
    coalesce(l.industry, '') AS industry,
    l.score,
    l.extra,
    l.import_id,
    l.sheet,
    l.row,
    l.versions
FROM lead_records AS l
LEFT JOIN aliases AS aa ON aa.field = 'account_name' AND l.account_name = aa.value
LEFT JOIN aliases AS oa ON oa.field = 'owner_name' AND l.owner_name = oa.value
LEFT JOIN aliases AS sa ON sa.field = 'source' AND l.source = sa.value
LEFT JOIN deals AS i ON key_of(l.deal_id) = i.deal_key
LEFT JOIN lone_names AS n ON i.deal_no IS NULL AND l.deal_id IS NULL AND lower(l.deal_name) = n.name
LEFT JOIN lone_accounts AS a
    ON
        i.deal_no IS NULL AND n.deal_no IS NULL AND l.deal_id IS NULL
        AND lower(coalesce(aa.canonical, l.account_name)) = a.account;

-- Of two files that state the same source, campaign and period the later one counts, with all its rows.
-- value: in the reporting currency at the rate of the first day; null without a rate.
CREATE OR REPLACE TABLE spend AS
WITH counted AS (
    SELECT s.*
    FROM loaded.spend AS s
    QUALIFY
        s.import_id = max(s.import_id) OVER (
            PARTITION BY lower(s.source), lower(s.medium), lower(s.campaign), s.period_start, s.period_end
        )
)

SELECT
    coalesce(a.canonical, s.source, '') AS source,
    coalesce(s.medium, '') AS medium,
    coalesce(s.campaign, '') AS campaign,
    s.period_start,
    s.period_end,
    s.amount,
    coalesce(s.currency, '') AS currency,
    s.amount * r.rate AS value,
    s.clicks,
    s.impressions,
    s.conversions,
    s.import_id,
    coalesce(s.sheet, '') AS sheet,
    s.row
FROM counted AS s
LEFT JOIN aliases AS a ON a.field = 'source' AND s.source = a.value
LEFT JOIN rates AS r
    ON
        coalesce(s.currency, '') = r.currency
        AND day_of(s.period_start) >= r.from_day
        AND day_of(s.period_start) < r.to_day;

CREATE OR REPLACE TABLE channel_sessions AS
WITH counted AS (
    SELECT s.*
    FROM loaded.channel_sessions AS s
    QUALIFY
        s.import_id = max(s.import_id) OVER (
            PARTITION BY
                lower(s.channel), lower(s.source), lower(s.medium), lower(s.campaign), s.period_start, s.period_end
        )
)

SELECT
    coalesce(s.channel, '') AS channel,
    coalesce(a.canonical, s.source, '') AS source,
    coalesce(s.medium, '') AS medium,
    coalesce(s.campaign, '') AS campaign,
    s.period_start,
    s.period_end,
    s.sessions,
    s.engaged_sessions,
    s.users,
    s.conversions,
    s.import_id,
    coalesce(s.sheet, '') AS sheet,
    s.row
FROM counted AS s
LEFT JOIN aliases AS a ON a.field = 'source' AND s.source = a.value;

-- The lines of a deal are those of the newest file that holds any of it: a table of its own, so that no deal is
-- counted once a line.
CREATE OR REPLACE TABLE line_items AS
WITH counted AS (
    SELECT l.*
    FROM loaded.line_items AS l
    QUALIFY l.import_id = max(l.import_id) OVER (PARTITION BY coalesce(key_of(l.deal_id), lower(l.deal_name)))
)

SELECT
    coalesce(i.deal_no, n.deal_no) AS deal_no,
    l.deal_id,
    coalesce(l.deal_name, '') AS deal_name,
    l.product_id,
    coalesce(a.canonical, l.product, p.product, l.product_id, '') AS product,
    l.quantity,
    l.unit_price,
    l.discount,
    l.amount,
    coalesce(l.currency, i.currency, d.currency, '') AS currency,
    l.import_id,
    coalesce(l.sheet, '') AS sheet,
    l.row
FROM counted AS l
LEFT JOIN aliases AS a ON a.field = 'product' AND l.product = a.value
LEFT JOIN products AS p ON l.product_id = p.product_id
LEFT JOIN deals AS i ON key_of(l.deal_id) = i.deal_key
LEFT JOIN lone_names AS n ON l.deal_id IS NULL AND lower(l.deal_name) = n.name
LEFT JOIN deals AS d ON n.deal_no = d.deal_no;
