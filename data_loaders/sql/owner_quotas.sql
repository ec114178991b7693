-- Quotas beside the names of owners, one row a period of $months months of the year that begins on $first.
INSERT INTO targets BY NAME
SELECT
    f.sheet,
    f.row,
    'owner' AS level,
    coalesce(f.owner_name, nullif(trim(concat_ws(' ', f.first_name, f.last_name)), ''), f.owner_id) AS name,
    $first + to_months(p.number * $months) AS period_start,
    $first + to_months((p.number + 1) * $months) AS period_end,
    CASE $months
        WHEN 1 THEN f.quota_monthly
        WHEN 3 THEN f.quota_quarterly
        ELSE f.quota_yearly
    END AS amount,
    coalesce(upper(f.currency), (SELECT w.currency FROM wishes AS w)) AS currency,
    'bookings' AS measure
FROM found_owners AS f
CROSS JOIN (SELECT unnest(range(12 // $months)) AS number) AS p
WHERE
    coalesce(f.owner_name, f.first_name, f.last_name, f.owner_id) IS NOT NULL
    AND CASE $months
        WHEN 1 THEN f.quota_monthly
        WHEN 3 THEN f.quota_quarterly
        ELSE f.quota_yearly
    END > 0;
