-- The deals as the product believes them: spellings joined, owners, teams, accounts and products looked up.
CREATE OR REPLACE TABLE owners AS
WITH stated AS (
    SELECT
        lower(o.owner_name) AS key,
        arg_max(o.owner_name, (o.import_id, o.row)) AS owner,
        arg_max(o.owner_id, (o.import_id, o.row)) AS owner_id,
        arg_max(o.email, (o.import_id, o.row)) AS email,
        arg_max(o.manager, (o.import_id, o.row)) AS manager,
        arg_max(o.team, (o.import_id, o.row)) AS team,
        arg_max(o.region, (o.import_id, o.row)) AS region,
        arg_max(o.active, (o.import_id, o.row)) AS active
    FROM loaded.owners AS o
    WHERE o.owner_name IS NOT NULL
    GROUP BY lower(o.owner_name)
),

seen AS (
    SELECT
        lower(coalesce(a.canonical, r.owner_name)) AS key,
        min(coalesce(a.canonical, r.owner_name)) AS owner,
        min(r.owner_id) AS owner_id
    FROM records AS r
    LEFT JOIN aliases AS a ON a.field = 'owner_name' AND r.owner_name = a.value
    WHERE r.owner_name IS NOT NULL
    GROUP BY ALL
)

SELECT
    coalesce(s.owner, e.owner) AS owner,
    coalesce(s.owner_id, e.owner_id) AS owner_id,
    s.email,
    s.manager,
    s.team,
    s.region,
    s.active,
    e.owner IS NOT NULL AS has_deals,
    s.owner IS NOT NULL AS is_listed
FROM stated AS s
FULL OUTER JOIN seen AS e ON s.key = e.key;

CREATE OR REPLACE TEMP TABLE owner_names AS
SELECT
    owner_id,
    min(owner) AS owner
FROM owners
WHERE owner_id IS NOT NULL
GROUP BY owner_id;

CREATE OR REPLACE TEMP TABLE owner_teams AS
SELECT
    lower(owner) AS key,
    min(coalesce(team, manager)) AS team,
    min(region) AS region
FROM owners
GROUP BY lower(owner);

CREATE OR REPLACE TABLE accounts AS
SELECT
    lower(coalesce(account_name, account_id)) AS key,
    arg_max(account_name, (import_id, row)) AS account,
    arg_max(account_id, (import_id, row)) AS account_id,
    arg_max(segment, (import_id, row)) AS segment,
    arg_max(industry, (import_id, row)) AS industry,
    arg_max(region, (import_id, row)) AS region,
    arg_max(employees, (import_id, row)) AS employees,
    arg_max(revenue, (import_id, row)) AS revenue,
    arg_max(parent, (import_id, row)) AS parent
FROM loaded.accounts
WHERE coalesce(account_name, account_id) IS NOT NULL
GROUP BY lower(coalesce(account_name, account_id));

CREATE OR REPLACE TEMP TABLE account_names AS
SELECT
    account_id,
    min(account) AS account
FROM accounts
WHERE account_id IS NOT NULL
GROUP BY account_id;

CREATE OR REPLACE TABLE products AS
SELECT
    lower(coalesce(product_name, product_id)) AS key,
    arg_max(product_name, (import_id, row)) AS product,
    arg_max(product_id, (import_id, row)) AS product_id,
    arg_max(family, (import_id, row)) AS family,
    arg_max(list_price, (import_id, row)) AS list_price
FROM loaded.products
WHERE coalesce(product_name, product_id) IS NOT NULL
GROUP BY lower(coalesce(product_name, product_id));

CREATE OR REPLACE TEMP VIEW named AS
SELECT
    r.* EXCLUDE (owner_name, account_name, product, pipeline),
    coalesce(r.pipeline, 'Default') AS pipeline,
    coalesce(oa.canonical, r.owner_name, oi.owner, r.owner_id, '') AS owner,
    coalesce(aa.canonical, r.account_name, ai.account, r.account_id, '') AS account,
    coalesce(pa.canonical, r.product, '') AS product
FROM records AS r
LEFT JOIN aliases AS oa ON oa.field = 'owner_name' AND r.owner_name = oa.value
LEFT JOIN aliases AS aa ON aa.field = 'account_name' AND r.account_name = aa.value
LEFT JOIN aliases AS pa ON pa.field = 'product' AND r.product = pa.value
LEFT JOIN owner_names AS oi ON r.owner_id = oi.owner_id
LEFT JOIN account_names AS ai ON r.account_id = ai.account_id;

CREATE OR REPLACE TEMP VIEW believed AS
SELECT
    n.* EXCLUDE (team, segment, region, industry),
    coalesce(n.team, o.team, '') AS team,
    coalesce(n.segment, a.segment, '') AS segment,
    coalesce(n.region, a.region, o.region, '') AS region,
    coalesce(n.industry, a.industry, '') AS industry
FROM named AS n
LEFT JOIN owner_teams AS o ON lower(n.owner) = o.key
LEFT JOIN accounts AS a ON lower(n.account) = a.key;

-- What tells where a deal stands.
CREATE OR REPLACE TEMP TABLE numbered AS
SELECT
    deal_no,
    deal_key,
    coalesce(pipeline, 'Default') AS pipeline,
    stage,
    status,
    currency,
    created_at,
    closed_at,
    stage_entered_at,
    as_of,
    versions
FROM records;
