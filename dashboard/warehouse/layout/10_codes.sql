-- Integer codes of every dimension; 0 is "no value". Values in the order of their text.
CREATE OR REPLACE TABLE dimension_values AS
WITH texts AS (
    -- Also who owned a deal once and owns none now.
    SELECT DISTINCT
        'owner' AS dimension,
        o.owner AS value
    FROM (
        SELECT d.owner
        FROM deals AS d
        UNION ALL
        SELECT s.owner
        FROM stated_values AS s
    ) AS o
    UNION ALL
    SELECT DISTINCT
        'team' AS dimension,
        team AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'segment' AS dimension,
        segment AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'source' AS dimension,
        source AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'product' AS dimension,
        product AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'deal_type' AS dimension,
        deal_type AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'region' AS dimension,
        region AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'industry' AS dimension,
        industry AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'customer_type' AS dimension,
        customer_type AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'lost_reason' AS dimension,
        lost_reason AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'competitor' AS dimension,
        competitor AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'currency' AS dimension,
        currency AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'size_band' AS dimension,
        size_band AS value
    FROM sizes
)

SELECT
    dimension,
    cast(row_number() OVER (PARTITION BY dimension ORDER BY value) AS USMALLINT) AS code,
    value
FROM texts
WHERE value <> ''
UNION ALL
SELECT DISTINCT
    dimension,
    cast(0 AS USMALLINT) AS code,
    '' AS value
FROM texts
UNION ALL
SELECT
    'pipeline' AS dimension,
    pipeline_code AS code,
    pipeline AS value
FROM pipelines;

-- Deals with the name and account of another deal, by one number a pair; a name that only repeats the account or the id
-- tells nothing, which is asked of the few deals that are not alone with their pair.
CREATE OR REPLACE TEMP TABLE twins AS
WITH pairs AS MATERIALIZED (
    SELECT
        d.deal_no,
        hash(lower(trim(d.name)), lower(d.account)) AS name_key
    FROM deals AS d
    WHERE d.account <> ''
)

SELECT p.*
FROM pairs AS p
WHERE p.name_key IN (SELECT t.name_key FROM pairs AS t GROUP BY t.name_key HAVING count(*) > 1);

CREATE OR REPLACE TEMP TABLE namesakes AS
SELECT
    n.deal_no,
    n.name_key
FROM (
    SELECT
        t.*,
        lower(trim(d.name)) NOT IN ('', lower(d.account), lower(d.deal_id)) AS is_telling
    FROM twins AS t
    INNER JOIN deals AS d ON t.deal_no = d.deal_no
) AS n
QUALIFY n.is_telling AND count_if(n.is_telling) OVER (PARTITION BY n.name_key) > 1;

-- Deals whose account the loaded list of accounts does not hold, where there is one.
CREATE OR REPLACE TEMP TABLE unlisted_accounts AS
SELECT d.deal_no
FROM deals AS d
WHERE
    d.account <> ''
    AND EXISTS (SELECT 1 FROM accounts AS a WHERE a.account IS NOT NULL)
    AND lower(d.account) NOT IN (SELECT lower(a.account) FROM accounts AS a WHERE a.account IS NOT NULL);
