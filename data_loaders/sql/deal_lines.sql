-- Deals read from the first of their lines: with the product whose lines make most of the deal, and with the sum of the
-- lines where that is its amount. Sums of several currencies are none.
SELECT
    d.* REPLACE (
        coalesce(l.product, d.product) AS product,
        CASE WHEN $summed THEN l.amount ELSE d.amount END AS amount,
        CASE WHEN $summed THEN l.currency ELSE d.cell_currency END AS cell_currency
    )
FROM listed_deals AS d
LEFT JOIN (
    SELECT
        p.deal_row,
        arg_max(p.product, coalesce(p.amount, 0)) AS product,
        CASE WHEN max(p.currency) = min(p.other_currency) OR max(p.currency) IS NULL THEN sum(p.amount) END AS amount,
        max(p.currency) AS currency
    FROM (
        SELECT
            o.deal_row,
            f.product,
            sum(coalesce(f.amount, f.quantity * f.unit_price * (1 - coalesce(f.discount, 0)))) AS amount,
            max(f.cell_currency) AS currency,
            min(f.cell_currency) AS other_currency
        FROM found_line_items AS f
        INNER JOIN deal_of_line AS o ON f.row = o.row
        GROUP BY o.deal_row, f.product
    ) AS p
    GROUP BY p.deal_row
) AS l ON d.row = l.deal_row;
