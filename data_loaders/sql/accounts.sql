-- Customers.
INSERT INTO accounts BY NAME
SELECT
    sheet,
    row,
    regexp_replace(account_id, '^zcrm_', '') AS account_id,
    account_name,
    segment,
    industry,
    region,
    employees,
    revenue,
    parent
FROM found_accounts
WHERE account_name IS NOT NULL OR account_id IS NOT NULL;
