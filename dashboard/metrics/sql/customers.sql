-- Deals by the kind of their customer (definitions §10): as the file says, else by what the customer had bought before
-- the deal began: nothing (new), the same product within 12 months (repeat), something else within 12 months
-- (existing), or only longer ago (reactivated). Deals without a customer have no kind. deals: begun in the period; won
-- and lost: closed in it. uncertain: called new in the first year of the files, which know no purchase before.
WITH known AS (
    SELECT
        s.deal,
        lower(trim(d.account)) AS account,
        CASE
            WHEN
                lower(trim(d.customer_type)) IN ('new', 'new customer', 'new business', 'new logo', '新客户', '新客')
                THEN 'new'
            WHEN
                lower(trim(d.customer_type)) IN (
                    'existing', 'existing customer', 'existing business', '现存', '现存客户', '现有客户', '老客户', '老客'
                )
                THEN 'existing'
            WHEN
                lower(trim(d.customer_type)) IN ('repeat', 'repeat customer', 'repeat purchase', '复购', '复购客户')
                THEN 'repeat'
            WHEN
                lower(trim(d.customer_type))
                IN ('reactivated', 'reactivated customer', 'win-back', 'winback', '激活', '唤醒客户')
                THEN 'reactivated'
            ELSE trim(d.customer_type)
        END AS stated,
        d.product,
        CASE WHEN s.created_min = -2147483648 THEN s.entered_min ELSE s.created_min END AS born_min
    FROM scoped_deals($scope) AS s
    INNER JOIN deals AS d ON s.deal = d.deal_no
),

-- Also what others than those in scope sold.
bought AS (
    SELECT
        lower(trim(d.account)) AS account,
        d.product,
        minute_of(d.closed_at) AS won_min
    FROM deals AS d
    WHERE d.status = 'won' AND d.account <> '' AND d.closed_at IS NOT NULL
),

before AS (
    SELECT
        k.deal,
        max(b.won_min) AS last_min,
        max(b.won_min) FILTER (WHERE b.product = k.product AND b.product <> '') AS same_min
    FROM known AS k
    INNER JOIN bought AS b ON k.account = b.account AND b.won_min < k.born_min
    GROUP BY k.deal
),

first_day AS (
    SELECT min(floor_day(least(coalesce(minute_of(d.created_at), d.entered_min), d.entered_min))) AS day
    FROM deals AS d
),

kinds AS (
    SELECT
        k.deal,
        k.born_min,
        k.stated = '' AND k.account <> '' AS is_derived,
        CASE
            WHEN k.stated <> '' THEN k.stated
            WHEN k.account = '' THEN ''
            WHEN b.last_min IS NULL THEN 'new'
            WHEN k.born_min - b.last_min > 365 * 1440 THEN 'reactivated'
            WHEN k.born_min - b.same_min <= 365 * 1440 THEN 'repeat'
            ELSE 'existing'
        END AS kind
    FROM known AS k
    LEFT JOIN before AS b ON k.deal = b.deal
),

closed AS (
    SELECT
        v.deal,
        v.kind AS outcome,
        v.value
    FROM scoped_visits($scope) AS v
    WHERE v.kind IN (1, 2) AND v.is_current AND in_period($scope, floor_day(v.placed_min))
)

SELECT
    k.kind,
    count(*) FILTER (WHERE in_period($scope, floor_day(k.born_min))) AS deals,
    count(*) FILTER (WHERE c.outcome = 1) AS won,
    count(*) FILTER (WHERE c.outcome = 2) AS lost,
    coalesce(sum(c.value) FILTER (WHERE c.outcome = 1), 0) AS won_value,
    avg(c.value) FILTER (WHERE c.outcome = 1) AS mean_won_amount,
    count(*) FILTER (WHERE k.is_derived AND in_period($scope, floor_day(k.born_min))) AS derived,
    count(*) FILTER (
        WHERE k.is_derived AND k.kind = 'new' AND in_period($scope, floor_day(k.born_min))
        AND floor_day(k.born_min) < f.day + 365
    ) AS uncertain,
    CASE WHEN $part <> '' THEN list(k.deal) FILTER (WHERE c.outcome = CASE $part WHEN 'won' THEN 1 ELSE 2 END) END
        AS deal_numbers
FROM kinds AS k
LEFT JOIN closed AS c ON k.deal = c.deal
CROSS JOIN first_day AS f
GROUP BY k.kind
ORDER BY deals DESC, k.kind;
