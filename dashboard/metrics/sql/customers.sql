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

-- Where on the day asked for more, or less, was known of a customer's purchases than today.
known_then AS (
    SELECT
        k.deal,
        CASE
            WHEN max(b.won_min) IS NULL THEN 1
            WHEN any_value(k.born_min) - max(b.won_min) > 365 * 1440 THEN 4
            WHEN
                any_value(k.born_min) - max(b.won_min) FILTER (WHERE b.product = k.product AND b.product > 0)
                <= 365 * 1440
                THEN 2
            ELSE 3
        END AS bought
    FROM scoped_customers($scope) AS k
    LEFT JOIN scoped_purchases($scope) AS b ON k.account_key = b.account_key AND b.won_min < k.born_min
    WHERE k.bought_known_min > $scope['as_of']
    GROUP BY k.deal
),

-- First by what stands in the rows, then by the kind that it makes.
born AS (
    SELECT
        s.customer_type,
        cast(coalesce(k.bought, s.bought) AS UTINYINT) AS bought,
        count(*) AS deals,
        count(*) FILTER (WHERE s.born_day < t.first_deal_day + 365) AS early
    FROM (
        SELECT
            d.deal,
            d.customer_type,
            d.bought,
            floor_day(CASE WHEN d.created_min = -2147483648 THEN d.entered_min ELSE d.created_min END) AS born_day
        FROM scoped_deals($scope) AS d
    ) AS s
    LEFT JOIN known_then AS k ON s.deal = k.deal
    CROSS JOIN totals AS t
    WHERE in_period($scope, s.born_day)
    GROUP BY ALL
),

ended AS (
    SELECT
        v.customer_type,
        cast(coalesce(k.bought, v.bought) AS UTINYINT) AS bought,
        v.kind,
        count(*) AS deals,
        count(v.value) AS valued,
        sum(v.value) AS value,
        CASE WHEN $part <> '' THEN list(v.deal) END AS deal_numbers
    FROM scoped_visits($scope) AS v
    LEFT JOIN known_then AS k ON v.deal = k.deal
    WHERE v.kind IN (1, 2) AND v.is_current AND in_period($scope, floor_day(v.placed_min))
    GROUP BY ALL
),

kinds AS (
    SELECT
        t.code AS customer_type,
        d.bought,
        t.stated = '' AND d.bought > 0 AS is_derived,
        CASE WHEN t.stated <> '' THEN t.stated ELSE d.kind END AS kind
    FROM types AS t
    CROSS JOIN (VALUES (0, ''), (1, 'new'), (2, 'repeat'), (3, 'existing'), (4, 'reactivated')) AS d (bought, kind)
),

begun AS (
    SELECT
        k.kind,
        cast(sum(b.deals) AS BIGINT) AS deals,
        cast(sum(b.deals) FILTER (WHERE k.is_derived) AS BIGINT) AS derived,
        cast(sum(b.early) FILTER (WHERE k.is_derived AND b.bought = 1) AS BIGINT) AS uncertain
    FROM born AS b
    INNER JOIN kinds AS k ON b.customer_type = k.customer_type AND b.bought = k.bought
    GROUP BY k.kind
),

closed AS (
    SELECT
        k.kind,
        cast(sum(e.deals) FILTER (WHERE e.kind = 1) AS BIGINT) AS won,
        cast(sum(e.deals) FILTER (WHERE e.kind = 2) AS BIGINT) AS lost,
        sum(e.value) FILTER (WHERE e.kind = 1) AS won_value,
        sum(e.value) FILTER (WHERE e.kind = 1) / sum(e.valued) FILTER (WHERE e.kind = 1) AS mean_won_amount,
        flatten(list(e.deal_numbers) FILTER (WHERE e.kind = CASE $part WHEN 'won' THEN 1 ELSE 2 END)) AS deal_numbers
    FROM ended AS e
    INNER JOIN kinds AS k ON e.customer_type = k.customer_type AND e.bought = k.bought
    GROUP BY k.kind
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
