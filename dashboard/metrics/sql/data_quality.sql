-- Deals that do not add up (definitions §0, data quality): per finding the numbers of the deals known at the as-of.
-- A deal can be in several findings. What they are, in the order of the list below:
-- created, or stated as closed, after the as-of; won without an amount above zero; open without one; an amount without
-- an exchange rate; no stage history where other deals have one; a stage entered on an earlier day than the creation;
-- owner, product or account that a loaded list does not hold; open past the expected close; no creation date; closed
-- on an earlier day than created; name and account of an earlier deal (a name that only repeats the account tells
-- nothing). Events stand in the order of their dates here, so a history out of order shows in its load report.
-- Findings are a bit each first: few deals have any, and only they are looked at one by one.
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
)

SELECT
    n.finding,
    list(f.deal ORDER BY f.deal) AS deal_numbers
FROM found AS f
INNER JOIN (
    VALUES
    ('dated_in_the_future', 1),
    ('won_without_amount', 2),
    ('open_without_amount', 4),
    ('no_exchange_rate', 8),
    ('no_stage_history', 16),
    ('entered_before_created', 32),
    ('owner_not_listed', 64),
    ('product_not_listed', 128),
    ('account_not_listed', 256),
    ('open_overdue', 512),
    ('no_creation_date', 1024),
    ('closed_before_created', 2048),
    ('possible_duplicate', 4096)
) AS n (finding, bit) ON f.bits & n.bit > 0
GROUP BY n.finding;
