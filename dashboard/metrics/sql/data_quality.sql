-- Deals that do not add up (definitions §0, data quality): per finding the numbers of the deals known at the as-of.
-- A deal can be in several findings. What they are, in the order of the list below:
-- closed on an earlier day than created; created, or stated as closed, after the as-of; won without an amount above
-- zero; open without one; an amount without an exchange rate; no stage history where other deals have one; a stage
-- entered on an earlier day than the creation; owner, product or account that a loaded list does not hold; open past
-- the expected close; no creation date; name and account of an earlier deal (a name that only repeats the account
-- tells nothing). Events stand in the order of their dates here, so a history out of order shows in its load report.
WITH known AS (
    SELECT
        s.deal,
        s.kind,
        s.amount,
        s.value,
        s.close_day,
        s.created_min,
        s.evidence,
        c.placed_min,
        d.entered_min,
        d.deal_id,
        lower(d.owner) AS owner,
        lower(d.product) AS product,
        lower(d.account) AS account,
        lower(trim(d.name)) AS name
    FROM scoped_states($scope) AS s
    INNER JOIN deals AS d ON s.deal = d.deal_no
    LEFT JOIN (
        SELECT
            v.deal,
            v.placed_min
        FROM scoped_visits($scope) AS v
        WHERE v.kind IN (1, 2, 3) AND v.is_current
    ) AS c ON s.deal = c.deal
    WHERE s.to_min > $scope['as_of']
),

repeated AS (
    SELECT
        k.deal,
        row_number() OVER (PARTITION BY k.name, k.account ORDER BY k.created_min, k.deal) > 1 AS is_later
    FROM known AS k
    WHERE k.name NOT IN ('', k.account, lower(k.deal_id)) AND k.account <> ''
),

owner_list AS (
    SELECT lower(o.owner) AS name
    FROM owners AS o
    WHERE o.is_listed
),

product_list AS (
    SELECT lower(p.product) AS name
    FROM products AS p
    WHERE p.product IS NOT NULL
),

account_list AS (
    SELECT lower(a.account) AS name
    FROM accounts AS a
    WHERE a.account IS NOT NULL
),

told AS (
    SELECT
        k.deal,
        unnest([
            CASE
                WHEN
                    k.created_min > -2147483648 AND floor_day(k.placed_min) < floor_day(k.created_min)
                    THEN 'closed_before_created'
            END,
            CASE
                WHEN greatest(k.created_min, coalesce(k.placed_min, 0)) > $scope['as_of'] THEN 'dated_in_the_future'
            END,
            CASE WHEN k.kind = 1 AND coalesce(k.amount, 0) <= 0 THEN 'won_without_amount' END,
            CASE WHEN k.kind = 0 AND coalesce(k.amount, 0) <= 0 THEN 'open_without_amount' END,
            CASE WHEN k.amount <> 0 AND k.value IS NULL THEN 'no_exchange_rate' END,
            CASE WHEN k.evidence = 3 AND min(k.evidence) OVER () < 3 THEN 'no_stage_history' END,
            CASE
                WHEN
                    k.evidence < 3
                    AND k.created_min > -2147483648
                    AND floor_day(k.entered_min) < floor_day(k.created_min)
                    THEN 'entered_before_created'
            END,
            CASE
                WHEN
                    k.owner <> ''
                    AND k.owner NOT IN (SELECT l.name FROM owner_list AS l)
                    AND EXISTS (SELECT 1 FROM owner_list)
                    THEN 'owner_not_listed'
            END,
            CASE
                WHEN
                    k.product <> ''
                    AND k.product NOT IN (SELECT l.name FROM product_list AS l)
                    AND EXISTS (SELECT 1 FROM product_list)
                    THEN 'product_not_listed'
            END,
            CASE
                WHEN
                    k.account <> ''
                    AND k.account NOT IN (SELECT l.name FROM account_list AS l)
                    AND EXISTS (SELECT 1 FROM account_list)
                    THEN 'account_not_listed'
            END,
            CASE WHEN k.kind = 0 AND k.close_day < floor_day($scope['as_of']) THEN 'open_overdue' END,
            CASE WHEN k.created_min = -2147483648 THEN 'no_creation_date' END,
            CASE WHEN r.is_later THEN 'possible_duplicate' END
        ]) AS finding
    FROM known AS k
    LEFT JOIN repeated AS r ON k.deal = r.deal
)

SELECT
    finding,
    list(deal ORDER BY deal) AS deal_numbers
FROM told
WHERE finding IS NOT NULL
GROUP BY finding;
