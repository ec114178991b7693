-- Rates of exchange.
INSERT INTO fx_rates BY NAME
SELECT
    f.sheet,
    f.row,
    coalesce(c.code, upper(f.currency)) AS currency,
    coalesce(b.code, upper(f.base), (SELECT w.currency FROM wishes AS w)) AS base,
    f.day,
    f.rate
FROM found_fx_rates AS f
LEFT JOIN currency_codes AS c ON f.currency = c.text
LEFT JOIN currency_codes AS b ON f.base = b.text
WHERE f.currency IS NOT NULL AND f.rate > 0;
