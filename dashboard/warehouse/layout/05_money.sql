-- The reporting currency and the dated rates into it. A currency without a rate has no row: its deals have no value,
-- are counted, and are never taken at 1. A file that names no currency is taken to be in the reporting currency.
-- Rates that people stated (own_rates) win over those of files on the same day; files decide the base, where there are
-- any.
CREATE OR REPLACE TEMP TABLE all_rates AS
SELECT
    f.currency,
    f.base,
    f.day,
    f.rate,
    f.import_id,
    f.row
FROM loaded.fx_rates AS f
UNION ALL
SELECT
    o.currency,
    o.base,
    o.day,
    o.rate,
    2147483647 AS import_id,
    0 AS row
FROM own_rates AS o;

CREATE OR REPLACE TEMP TABLE rate_base AS
SELECT f.base AS currency
FROM all_rates AS f
ANTI JOIN repeated_imports AS x ON f.import_id = x.import_id
WHERE f.base IS NOT NULL
GROUP BY f.base
ORDER BY min(f.import_id = 2147483647), count(*) DESC, f.base
LIMIT 1;

CREATE OR REPLACE TEMP TABLE commonest_currency AS
SELECT currency
FROM numbered
WHERE currency IS NOT NULL
GROUP BY currency
ORDER BY count(*) DESC, currency
LIMIT 1;

CREATE OR REPLACE TABLE reporting AS
SELECT
    coalesce(
        (SELECT s.value FROM settings AS s WHERE s.name = 'reporting_currency'),
        (SELECT b.currency FROM rate_base AS b),
        (SELECT c.currency FROM commonest_currency AS c),
        ''
    ) AS currency;

CREATE OR REPLACE TEMP TABLE stated_rates AS
SELECT
    r.currency,
    r.day,
    arg_max(r.rate, (r.import_id, r.row)) AS rate
FROM all_rates AS r
INNER JOIN rate_base AS b ON r.base = b.currency
WHERE r.rate > 0 AND r.day IS NOT NULL
GROUP BY r.currency, r.day;

INSERT INTO stated_rates
SELECT
    b.currency,
    min(s.day) AS day,
    1.0 AS rate
FROM rate_base AS b
CROSS JOIN stated_rates AS s
GROUP BY b.currency;

CREATE OR REPLACE TEMP TABLE rate_days AS
SELECT DISTINCT
    c.currency,
    d.day
FROM (SELECT DISTINCT currency FROM stated_rates) AS c
CROSS JOIN (SELECT DISTINCT day FROM stated_rates) AS d;

CREATE OR REPLACE TABLE rates AS
SELECT
    d.currency,
    date_diff('day', DATE '1970-01-01', d.day) AS from_day,
    coalesce(
        lead(date_diff('day', DATE '1970-01-01', d.day)) OVER (PARTITION BY d.currency ORDER BY d.day), 2147483647
    ) AS to_day,
    own.rate / into_rate.rate AS rate
FROM rate_days AS d
ASOF INNER JOIN stated_rates AS own ON d.currency = own.currency AND d.day >= own.day
ASOF INNER JOIN (
    SELECT
        s.day,
        s.rate,
        r.currency
    FROM stated_rates AS s
    INNER JOIN reporting AS r ON s.currency = r.currency
) AS into_rate ON into_rate.day <= d.day
WHERE d.currency <> (SELECT r.currency FROM reporting AS r)
UNION ALL
SELECT
    currency,
    -2147483648 AS from_day,
    2147483647 AS to_day,
    1.0 AS rate
FROM reporting
UNION ALL
SELECT
    '' AS currency,
    -2147483648 AS from_day,
    2147483647 AS to_day,
    1.0 AS rate
FROM reporting
WHERE currency <> '';
