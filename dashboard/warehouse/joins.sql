-- Values of the deals that a loaded list (products, accounts, owners) does not hold, with the number of deals.
WITH lists AS (
    SELECT
        'product' AS field,
        lower(product) AS key
    FROM products
    UNION ALL
    SELECT
        'account_name' AS field,
        lower(account) AS key
    FROM accounts
    UNION ALL
    SELECT
        'owner_name' AS field,
        lower(owner_name) AS key
    FROM loaded.owners
),

named AS (
    SELECT
        'product' AS field,
        product AS value
    FROM deals
    UNION ALL
    SELECT
        'account_name' AS field,
        account AS value
    FROM deals
    UNION ALL
    SELECT
        'owner_name' AS field,
        owner AS value
    FROM deals
)

SELECT
    n.field,
    n.value,
    count(*) AS deals
FROM named AS n
WHERE
    n.value <> ''
    AND n.field IN (SELECT l.field FROM lists AS l)
    AND NOT EXISTS (SELECT 1 FROM lists AS l WHERE l.field = n.field AND l.key = lower(n.value))
GROUP BY n.field, n.value
ORDER BY deals DESC, n.value;
