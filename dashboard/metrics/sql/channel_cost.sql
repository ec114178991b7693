-- By source, from $first_day up to $before_day: money spent (a period that only partly lies inside counts by its days),
-- leads, deals created, and customers won for the first time (definitions §10). A customer is new whose first win in
-- the data lies inside and is neither a renewal nor an existing customer by the file; deals without a customer count
-- each for itself. deal_numbers: with $with_deals, those first wins.
WITH money AS (
    SELECT
        m.source,
        sum(
            m.value
            * greatest(
                0, least(day_of(m.period_end), $before_day) - greatest(day_of(m.period_start), $first_day)
            )
            / (day_of(m.period_end) - day_of(m.period_start))
        ) AS spend
    FROM scoped_spend($scope) AS m
    GROUP BY m.source
),

came AS (
    SELECT
        l.source,
        count(*) AS leads
    FROM scoped_leads($scope) AS l
    WHERE day_of(l.created_at) >= $first_day AND day_of(l.created_at) < $before_day
    GROUP BY l.source
),

sources AS (
    SELECT
        v.code,
        v.value AS source
    FROM dimension_values AS v
    WHERE v.dimension = 'source'
),

created AS (
    SELECT
        n.source,
        sum(b.deals) AS deals
    FROM (
        SELECT
            s.source AS code,
            count(*) AS deals
        FROM scoped_deals($scope) AS s
        WHERE
            floor_day(CASE WHEN s.created_min = -2147483648 THEN s.entered_min ELSE s.created_min END) >= $first_day
            AND floor_day(CASE WHEN s.created_min = -2147483648 THEN s.entered_min ELSE s.created_min END) < $before_day
        GROUP BY s.source
    ) AS b
    INNER JOIN sources AS n ON b.code = n.code
    GROUP BY n.source
),

won AS (
    SELECT
        v.deal,
        d.source,
        v.placed_min,
        v.value,
        coalesce(nullif(lower(d.account), ''), '#' || d.deal_no) AS customer,
        regexp_matches(lower(d.customer_type || ' ' || d.deal_type), 'renew|existing|upsell|expansion|续|老客|增购|复购')
            AS is_repeat
    FROM scoped_visits($scope) AS v
    INNER JOIN deals AS d ON v.deal = d.deal_no
    WHERE v.kind = 1 AND v.is_current
),

wins AS (
    SELECT
        w.deal,
        w.source,
        w.customer,
        w.is_repeat,
        w.placed_min,
        w.value,
        row_number() OVER (PARTITION BY w.customer ORDER BY w.placed_min, w.deal) AS win_no
    FROM won AS w
),

-- A win of the same customer from outside the filter makes it no new one.
before AS (
    SELECT
        coalesce(nullif(lower(d.account), ''), '#' || d.deal_no) AS customer,
        min(p.won_min) AS first_min
    FROM scoped_purchases($scope) AS p
    INNER JOIN deals AS d ON p.deal = d.deal_no
    GROUP BY ALL
),

firsts AS (
    SELECT
        w.deal,
        w.customer,
        w.source,
        w.value,
        floor_day(w.placed_min) >= $first_day AND floor_day(w.placed_min) < $before_day AS is_inside
    FROM wins AS w
    LEFT JOIN before AS b ON w.customer = b.customer
    WHERE w.win_no = 1 AND NOT w.is_repeat AND coalesce(b.first_min, w.placed_min) >= w.placed_min
),

lifetimes AS (
    SELECT
        f.source,
        f.is_inside,
        f.deal,
        f.value AS first_value,
        sum(w.value) AS all_value,
        count(*) > 1 AS came_back
    FROM firsts AS f
    INNER JOIN wins AS w ON f.customer = w.customer
    GROUP BY f.source, f.customer, f.is_inside, f.deal, f.value
),

customers AS (
    SELECT
        source,
        count(*) FILTER (WHERE is_inside) AS customers,
        CASE WHEN $with_deals THEN list(deal) FILTER (WHERE is_inside) END AS deal_numbers,
        avg(first_value) FILTER (WHERE is_inside) AS first_value,
        count(*) FILTER (WHERE came_back) AS came_back,
        avg(all_value) AS lifetime_value
    FROM lifetimes
    GROUP BY source
)

SELECT
    n.source,
    m.spend,
    coalesce(c.leads, 0) AS leads,
    cast(coalesce(d.deals, 0) AS BIGINT) AS deals,
    coalesce(w.customers, 0) AS customers,
    w.first_value,
    coalesce(w.came_back, 0) AS came_back,
    w.lifetime_value,
    w.deal_numbers
FROM (
    SELECT source FROM money
    UNION
    SELECT source FROM came
    UNION
    SELECT source FROM created
    UNION
    SELECT source FROM customers WHERE customers > 0
) AS n
LEFT JOIN money AS m ON n.source = m.source
LEFT JOIN came AS c ON n.source = c.source
LEFT JOIN created AS d ON n.source = d.source
LEFT JOIN customers AS w ON n.source = w.source
ORDER BY m.spend DESC NULLS LAST, n.source;
