-- Deals that do not add up (definitions §0, data quality): per finding the numbers of the deals known at the as-of.
-- A deal can be in several findings. What they are, in the order of the list below:
-- created, or stated as closed, after the as-of; won without an amount above zero; open without one; an amount without
-- an exchange rate; no stage history where other deals have one; a stage entered on an earlier day than the creation;
-- owner, product or account that a loaded list does not hold; open past the expected close; no creation date; closed
-- on an earlier day than created; name and account of an earlier deal (a name that only repeats the account tells
-- nothing). Events stand in the order of their dates here, so a history out of order shows in its load report.
-- Findings are a bit each first: few deals have any, and only they are looked at one by one. One row a set of findings
-- that deals have together (bits; 0: none), and with $priced what its deals bring to the headline numbers, so that each
-- finding can be left out without asking again:
-- open deals and value at the as-of; won, lost and won amounts of the period; days from creation to won (reversed_days:
-- of those closed on an earlier day than created, which no cycle counts); and the levers of the velocity on $last_day,
-- over the $window_days before it, as sales_velocity.sql has them ($from_rank: open deals at or above it).
WITH owner_codes AS (
    SELECT v.code
    FROM dimension_values AS v
    WHERE
        v.dimension = 'owner'
        AND v.value <> ''
        AND lower(v.value) NOT IN (SELECT lower(o.owner) FROM owners AS o WHERE o.is_listed AND o.owner IS NOT NULL)
        AND EXISTS (SELECT 1 FROM owners AS o WHERE o.is_listed)
),

product_codes AS (
    SELECT v.code
    FROM dimension_values AS v
    WHERE
        v.dimension = 'product'
        AND v.value <> ''
        AND lower(v.value) NOT IN (SELECT lower(p.product) FROM products AS p WHERE p.product IS NOT NULL)
        AND EXISTS (SELECT 1 FROM products AS p WHERE p.product IS NOT NULL)
),

unlisted AS (
    SELECT
        coalesce((SELECT list(o.code) FROM owner_codes AS o), []) AS owners,
        coalesce((SELECT list(p.code) FROM product_codes AS p), []) AS products,
        (SELECT min(s.evidence) < 3 FROM scoped_states($scope) AS s WHERE s.to_min > $scope['as_of']) AS others_told
),

standing AS (
    SELECT
        s.deal,
        CASE WHEN s.created_min > $scope['as_of'] THEN 1 ELSE 0 END
        + CASE WHEN s.kind = 1 AND coalesce(s.amount, 0) <= 0 THEN 2 ELSE 0 END
        + CASE WHEN s.kind = 0 AND coalesce(s.amount, 0) <= 0 THEN 4 ELSE 0 END
        + CASE WHEN s.amount <> 0 AND s.value IS NULL THEN 8 ELSE 0 END
        + CASE WHEN s.evidence = 3 AND u.others_told THEN 16 ELSE 0 END
        + CASE WHEN s.entered_before_created THEN 32 ELSE 0 END
        + CASE WHEN list_contains(u.owners, s.owner) THEN 64 ELSE 0 END
        + CASE WHEN list_contains(u.products, s.product) THEN 128 ELSE 0 END
        + CASE WHEN s.is_unlisted_account THEN 256 ELSE 0 END
        + CASE WHEN s.kind = 0 AND s.close_day < floor_day($scope['as_of']) THEN 512 ELSE 0 END
        + CASE WHEN s.created_min = -2147483648 THEN 1024 ELSE 0 END AS bits
    FROM scoped_states($scope) AS s
    CROSS JOIN unlisted AS u
    WHERE s.to_min > $scope['as_of']
),

closed AS (
    SELECT
        v.deal,
        CASE WHEN v.placed_min > $scope['as_of'] THEN 1 ELSE 0 END
        + CASE
            WHEN v.created_min > -2147483648 AND floor_day(v.placed_min) < floor_day(v.created_min) THEN 2048 ELSE 0
        END AS bits
    FROM scoped_visits($scope) AS v
    WHERE v.kind IN (1, 2, 3) AND v.is_current
),

namesakes AS (
    SELECT
        s.deal,
        CASE
            WHEN row_number() OVER (PARTITION BY s.name_key ORDER BY s.created_min, s.deal) > 1 THEN 4096 ELSE 0
        END AS bits
    FROM scoped_states($scope) AS s
    WHERE s.to_min > $scope['as_of'] AND s.name_key <> 0
),

found AS (
    SELECT
        b.deal,
        bit_or(b.bits) AS bits
    FROM (
        SELECT
            s.deal,
            s.bits
        FROM standing AS s
        UNION ALL
        SELECT
            c.deal,
            c.bits
        FROM closed AS c
        UNION ALL
        SELECT
            n.deal,
            n.bits
        FROM namesakes AS n
    ) AS b
    WHERE b.bits > 0
    GROUP BY b.deal
),

open_deals AS (
    SELECT
        coalesce(f.bits, 0) AS bits,
        count(*) FILTER (WHERE s.to_min > $scope['as_of']) AS open_deals,
        sum(s.value) FILTER (WHERE s.to_min > $scope['as_of']) AS open_value,
        count(*) FILTER (
            WHERE s.rank >= $from_rank AND s.from_day <= $last_day AND s.to_day > $last_day
        ) AS open_then
    FROM scoped_states($scope) AS s
    LEFT JOIN found AS f ON s.deal = f.deal
    WHERE $priced AND s.kind = 0 AND (s.to_min > $scope['as_of'] OR s.to_day > $last_day)
    GROUP BY ALL
),

closings AS (
    SELECT
        v.deal,
        v.kind,
        v.value,
        v.is_current AND in_period($scope, floor_day(v.placed_min)) AS in_period,
        floor_day(v.entered_min) <= $last_day
        AND floor_day(v.left_min) > $last_day
        AND floor_day(v.placed_min) > $last_day - $window_days
        AND floor_day(v.placed_min) <= $last_day AS in_window,
        CASE WHEN v.created_min > -2147483648 THEN (v.placed_min - v.created_min) / 1440.0 END AS cycle_days,
        floor_day(v.placed_min) < floor_day(v.created_min) AS is_reversed
    FROM scoped_visits($scope) AS v
    WHERE $priced AND v.kind IN (1, 2)
),

closed_deals AS (
    SELECT
        coalesce(f.bits, 0) AS bits,
        count(*) FILTER (WHERE c.kind = 1 AND c.in_period) AS won,
        count(*) FILTER (WHERE c.kind = 2 AND c.in_period) AS lost,
        sum(c.value) FILTER (WHERE c.kind = 1 AND c.in_period) AS won_value,
        count(c.value) FILTER (WHERE c.kind = 1 AND c.in_period) AS won_valued,
        list(greatest(c.cycle_days, 0)) FILTER (
            WHERE c.kind = 1 AND c.in_period AND c.cycle_days IS NOT NULL AND NOT c.is_reversed
        ) AS cycle_days,
        list(c.cycle_days) FILTER (
            WHERE c.kind = 1 AND c.in_period AND c.cycle_days IS NOT NULL AND c.is_reversed
        ) AS reversed_days,
        count(*) FILTER (WHERE c.kind = 1 AND c.in_window) AS won_then,
        count(*) FILTER (WHERE c.kind = 2 AND c.in_window) AS lost_then,
        sum(c.value) FILTER (WHERE c.kind = 1 AND c.in_window) AS won_value_then,
        count(c.value) FILTER (WHERE c.kind = 1 AND c.in_window) AS won_valued_then,
        sum(greatest(c.cycle_days, 0)) FILTER (
            WHERE c.kind = 1 AND c.in_window AND NOT c.is_reversed
        ) AS cycle_days_then,
        count(c.cycle_days) FILTER (WHERE c.kind = 1 AND c.in_window AND NOT c.is_reversed) AS cycles_then
    FROM closings AS c
    LEFT JOIN found AS f ON c.deal = f.deal
    WHERE c.in_period OR c.in_window
    GROUP BY ALL
),

doubtful AS (
    SELECT
        f.bits,
        list(f.deal ORDER BY f.deal) AS deal_numbers
    FROM found AS f
    GROUP BY f.bits
)

SELECT
    coalesce(d.bits, o.bits, c.bits) AS bits,
    d.deal_numbers,
    o.* EXCLUDE (bits),
    c.* EXCLUDE (bits)
FROM doubtful AS d
FULL OUTER JOIN open_deals AS o ON d.bits = o.bits
FULL OUTER JOIN closed_deals AS c ON coalesce(d.bits, o.bits) = c.bits;
