-- A number for the account, 0 without one.
CREATE OR REPLACE TEMP MACRO account_key_of(account) AS
CASE trim(account) WHEN '' THEN 0 ELSE hash(lower(trim(account))) END;

-- What customers bought, and from when to when it was known: one row a won deal with an account and a day, and one for
-- each win that was taken back.
CREATE OR REPLACE TABLE purchases AS
SELECT *
FROM (
    SELECT
        b.deal_no AS deal,
        account_key_of(d.account) AS account_key,
        coalesce(p.code, cast(0 AS USMALLINT)) AS product,
        CASE WHEN b.left_min = 2147483647 THEN coalesce(minute_of(d.closed_at), 2147483647) ELSE b.entered_min END
            AS won_min,
        b.entered_min AS from_min,
        b.left_min AS to_min
    FROM bare_visits AS b
    INNER JOIN deals AS d ON b.deal_no = d.deal_no
    LEFT JOIN dimension_values AS p ON p.dimension = 'product' AND d.product = p.value
    WHERE b.kind = 1 AND trim(d.account) <> ''
)
WHERE won_min < 2147483647;

-- bought: what the customer had bought before the deal began: 1 nothing, 2 the same product within a year, 3 something
-- else within a year, 4 only longer ago; 0 without a customer. So it is known from bought_known_min on; on an earlier
-- day a purchase was not known yet, or not taken back yet, and it has to be looked up.
CREATE OR REPLACE TEMP TABLE bought_before AS
WITH so_far AS (
    SELECT
        p.account_key,
        p.won_min,
        max(CASE WHEN p.to_min = 2147483647 THEN p.won_min END) OVER up_to AS last_min,
        max(CASE WHEN p.to_min < 2147483647 THEN p.to_min ELSE p.from_min END) OVER up_to AS known_min
    FROM purchases AS p
    WINDOW up_to AS (PARTITION BY p.account_key ORDER BY p.won_min)
),

born AS (
    SELECT
        d.deal_no,
        account_key_of(d.account) AS account_key,
        p.code AS product,
        coalesce(minute_of(d.created_at), d.entered_min) AS born_min
    FROM deals AS d
    LEFT JOIN dimension_values AS p ON p.dimension = 'product' AND d.product = p.value AND p.code > 0
    WHERE trim(d.account) <> ''
)

SELECT
    k.deal_no,
    cast(
        CASE
            WHEN h.last_min IS NULL THEN 1
            WHEN k.born_min - h.last_min > 365 * 1440 THEN 4
            WHEN k.born_min - s.won_min <= 365 * 1440 THEN 2
            ELSE 3
        END AS UTINYINT
    ) AS bought,
    h.known_min
FROM born AS k
ASOF INNER JOIN so_far AS h ON k.account_key = h.account_key AND k.born_min > h.won_min
ASOF LEFT JOIN (
    SELECT
        p.account_key,
        p.product,
        p.won_min
    FROM purchases AS p
    WHERE p.to_min = 2147483647
) AS s ON k.account_key = s.account_key AND k.product = s.product AND k.born_min > s.won_min;
