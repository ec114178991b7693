-- Changes of amount and close date between two saves of a deal.
INSERT INTO deal_changes BY NAME
SELECT
    sheet,
    row,
    deal_id,
    deal_name,
    'amount' AS field,
    cast(before_amount AS VARCHAR) AS old_value,
    cast(amount AS VARCHAR) AS new_value,
    "at",
    changed_by,
    precision
FROM logged
WHERE has_before AND amount IS DISTINCT FROM before_amount
UNION ALL BY NAME
SELECT
    sheet,
    row,
    deal_id,
    deal_name,
    'expected_close' AS field,
    cast(before_close AS VARCHAR) AS old_value,
    cast(expected_close AS VARCHAR) AS new_value,
    "at",
    changed_by,
    precision
FROM logged
WHERE has_before AND expected_close IS DISTINCT FROM before_close;
