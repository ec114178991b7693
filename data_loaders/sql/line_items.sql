-- Lines of deals. A sum that is not stated is quantity × price, less the discount.
INSERT INTO line_items BY NAME
SELECT
    f.sheet,
    f.row,
    regexp_replace(f.deal_id, '^zcrm_', '') AS deal_id,
    f.deal_name,
    f.product_id,
    f.product,
    f.quantity,
    f.unit_price,
    f.discount,
    coalesce(f.amount, f.quantity * f.unit_price * (1 - coalesce(f.discount, 0))) AS amount,
    coalesce(c.code, upper(f.currency), f.cell_currency, (SELECT w.currency FROM wishes AS w)) AS currency
FROM found_line_items AS f
LEFT JOIN currency_codes AS c ON f.currency = c.text
WHERE coalesce(f.deal_id, f.deal_name) IS NOT NULL AND coalesce(f.product, f.product_id) IS NOT NULL;
