-- Products.
INSERT INTO products BY NAME
SELECT
    sheet,
    row,
    product_id,
    product_name,
    family,
    list_price
FROM found_products
WHERE product_name IS NOT NULL OR product_id IS NOT NULL;
