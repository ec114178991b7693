-- A list of deals as a CRM exports it: every cell is text, fifteen columns, two of them with no field of ours, a third
-- of the texts in Chinese, some cells with commas and quotation marks.
CREATE OR REPLACE TABLE export AS
WITH drawn AS (
    SELECT
        i,
        hash(i * 7 + 1) % 1000 AS a,
        hash(i * 7 + 2) % 1000 AS b,
        hash(i * 7 + 3) % 100000 AS c,
        hash(i * 7 + 4) % 1460 AS created_day,
        hash(i * 7 + 5) % 86400 AS created_second,
        hash(i * 7 + 6) % 120 AS age
    FROM range($deals) AS t (i)
),

placed AS (
    SELECT
        *,
        TIMESTAMP '2022-01-01' + to_days(cast(created_day AS INTEGER)) + to_seconds(created_second) AS created,
        ['Lead', 'Qualified', 'Demo', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'][
            1 + cast(hash(i * 11 + 5) % 7 AS INTEGER)
        ] AS stage
    FROM drawn
)

SELECT
    -- Fifteen letters tell a deal from the others, three more check them.
    '0065g' || printf('%010d', i) || 'AAA' AS opportunity_id,
    CASE i % 3
        WHEN 0 THEN '华东区域智能制造升级项目 ' || i
        WHEN 1 THEN 'Renewal, ' || (2022 + i % 4) || ' #' || i
        ELSE 'Platform rollout ' || i
    END AS opportunity_name,
    CASE i % 3
        WHEN 0 THEN '上海某某科技有限公司' || (a * 5)
        WHEN 1 THEN 'Northwind Trading, Inc. ' || (a * 5)
        ELSE 'Blue "Harbour" GmbH ' || (a * 5)
    END AS account_name,
    ['王芳', '李娜', '张伟', 'Maria Schneider', 'John Smith', 'Aiko Tanaka', 'Omar Haddad'][
        1 + cast(b % 7 AS INTEGER)
    ] || ' ' || (b % 40) AS opportunity_owner,
    stage,
    printf('%d.%02d', 1000 + c, a % 100) AS amount,
    ['CNY', 'USD', 'EUR'][1 + cast(b % 3 AS INTEGER)] AS amount_currency,
    CASE stage
        WHEN 'Lead' THEN '10' WHEN 'Qualified' THEN '20' WHEN 'Demo' THEN '40' WHEN 'Proposal' THEN '60'
        WHEN 'Negotiation' THEN '80' WHEN 'Closed Won' THEN '100' ELSE '0'
    END AS probability,
    strftime(created, '%Y-%m-%d %H:%M:%S') AS created_date,
    strftime(created + to_days(30 + cast(age AS INTEGER)), '%Y-%m-%d') AS close_date,
    strftime(created + to_days(cast(age AS INTEGER)), '%Y-%m-%d %H:%M:%S') AS last_modified_date,
    ['Web', 'Referral', 'Partner', '展会', '电话'][1 + cast(a % 5 AS INTEGER)] AS lead_source,
    ['制造业', '金融', 'Retail', 'Healthcare', ''][1 + cast(b % 5 AS INTEGER)] AS industry,
    CASE WHEN a % 4 = 0 THEN '等待客户确认预算' WHEN a % 4 = 1 THEN 'Call back, send offer' ELSE '' END AS remarks,
    CASE WHEN b % 2 = 0 THEN 'K-' || (c % 977) END AS campaign_code
FROM placed;
