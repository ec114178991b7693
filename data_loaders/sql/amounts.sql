-- The sum of amounts of each currency.
SELECT
    coalesce(currency, '') AS currency,
    round(sum(amount), 2) AS amount
FROM deals
WHERE amount IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
