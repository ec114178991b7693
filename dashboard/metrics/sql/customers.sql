-- Deals by the kind of their customer (definitions §10): as the file says, else by what the customer had bought before
-- the deal began: nothing (new), the same product within 12 months (repeat), something else within 12 months
-- (existing), or only longer ago (reactivated). Deals without a customer have no kind. deals: begun in the period; won
-- and lost: closed in it. uncertain: called new in the first year of the files, which know no purchase before.
-- What a customer had bought is what any owner had sold to it, whatever the filter. With owners at the time, a deal
-- belongs to the one it began with, a close to the one who closed it.
WITH types AS (
    SELECT
        v.code,
        CASE
            WHEN
                lower(trim(v.value)) IN ('new', 'new customer', 'new business', 'new logo', '新客户', '新客')
                THEN 'new'
            WHEN
                lower(trim(v.value)) IN (
                    'existing', 'existing customer', 'existing business', '现存', '现存客户', '现有客户', '老客户', '老客'
                )
                THEN 'existing'
            WHEN
                lower(trim(v.value)) IN ('repeat', 'repeat customer', 'repeat purchase', '复购', '复购客户')
                THEN 'repeat'
            WHEN
                lower(trim(v.value)) IN ('reactivated', 'reactivated customer', 'win-back', 'winback', '激活', '唤醒客户')
                THEN 'reactivated'
            ELSE trim(v.value)
        END AS stated
    FROM dimension_values AS v
    WHERE v.dimension = 'customer_type'
),

known AS (
    SELECT
        c.deal,
        c.account_key,
        t.stated,
        c.product,
        c.born_min
    FROM scoped_customers($scope) AS c
    INNER JOIN types AS t ON c.customer_type = t.code
),

before AS (
    SELECT
        k.deal,
        any_value(k.born_min) AS born_min,
        max(b.won_min) AS last_min,
        max(b.won_min) FILTER (WHERE b.product = k.product AND b.product > 0) AS same_min
    FROM known AS k
    INNER JOIN scoped_purchases($scope) AS b ON k.account_key = b.account_key AND b.won_min < k.born_min
    WHERE k.stated = ''
    GROUP BY k.deal
),

-- Who is not new, where the file does not say.
known_before AS (
    SELECT
        deal,
        CASE
            WHEN born_min - last_min > 365 * 1440 THEN 'reactivated'
            WHEN born_min - same_min <= 365 * 1440 THEN 'repeat'
            ELSE 'existing'
        END AS kind
    FROM before
    UNION ALL
    SELECT
        deal,
        '' AS kind
    FROM known
    WHERE stated = '' AND account_key = 0
),

born AS (
    SELECT
        s.deal,
        s.account_key,
        t.stated,
        floor_day(CASE WHEN s.created_min = -2147483648 THEN s.entered_min ELSE s.created_min END) AS born_day
    FROM scoped_deals($scope) AS s
    INNER JOIN types AS t ON s.customer_type = t.code
),

begun AS (
    SELECT
        CASE WHEN k.stated <> '' THEN k.stated ELSE coalesce(b.kind, 'new') END AS kind,
        count(*) FILTER (WHERE in_period($scope, k.born_day)) AS deals,
        count(*) FILTER (
            WHERE k.stated = '' AND k.account_key <> 0 AND in_period($scope, k.born_day)
        ) AS derived,
        count(*) FILTER (
            WHERE k.stated = '' AND k.account_key <> 0 AND b.kind IS NULL
            AND in_period($scope, k.born_day) AND k.born_day < t.first_deal_day + 365
        ) AS uncertain
    FROM born AS k
    LEFT JOIN known_before AS b ON k.deal = b.deal
    CROSS JOIN totals AS t
    GROUP BY ALL
),

closed AS (
    SELECT
        CASE WHEN t.stated <> '' THEN t.stated ELSE coalesce(b.kind, 'new') END AS kind,
        count(*) FILTER (WHERE v.kind = 1) AS won,
        count(*) FILTER (WHERE v.kind = 2) AS lost,
        sum(v.value) FILTER (WHERE v.kind = 1) AS won_value,
        avg(v.value) FILTER (WHERE v.kind = 1) AS mean_won_amount,
        CASE WHEN $part <> '' THEN list(v.deal) FILTER (WHERE v.kind = CASE $part WHEN 'won' THEN 1 ELSE 2 END) END
            AS deal_numbers
    FROM scoped_visits($scope) AS v
    INNER JOIN types AS t ON v.customer_type = t.code
    LEFT JOIN known_before AS b ON v.deal = b.deal
    WHERE v.kind IN (1, 2) AND v.is_current AND in_period($scope, floor_day(v.placed_min))
    GROUP BY ALL
)

SELECT
    coalesce(k.kind, c.kind) AS kind,
    coalesce(k.deals, 0) AS deals,
    coalesce(c.won, 0) AS won,
    coalesce(c.lost, 0) AS lost,
    coalesce(c.won_value, 0) AS won_value,
    c.mean_won_amount,
    coalesce(k.derived, 0) AS derived,
    coalesce(k.uncertain, 0) AS uncertain,
    c.deal_numbers
FROM begun AS k
FULL JOIN closed AS c ON k.kind = c.kind
ORDER BY deals DESC, kind;
