-- What is odd about the deals: a code, how many, and the first rows.
SELECT 'closed_before_created' AS code, count(*) AS deals, min(row, 100) AS first_rows
FROM deals WHERE cast(closed_at AS DATE) < cast(created_at AS DATE)
UNION ALL
SELECT 'future_dates', count(*), min(row, 100)
FROM deals WHERE created_at > $as_of OR closed_at > $as_of
UNION ALL
SELECT 'won_without_amount', count(*), min(row, 100)
FROM deals WHERE status = 'won' AND coalesce(amount, 0) = 0
UNION ALL
SELECT 'closed_without_date', count(*), min(row, 100)
FROM deals WHERE status <> 'open' AND closed_at IS NULL
UNION ALL
SELECT 'amount_without_currency', count(*), min(row, 100)
FROM deals WHERE amount IS NOT NULL AND currency IS NULL
UNION ALL
SELECT 'stage_missing', count(*), min(row, 100)
FROM deals WHERE status = 'open' AND stage IS NULL
UNION ALL
SELECT 'outcome_disagrees', count(*), min(row, 100)
FROM deals AS d INNER JOIN stage_statuses AS s ON d.stage = s.stage
WHERE s.status NOT IN ('open', 'ended') AND d.status <> s.status
UNION ALL
SELECT 'same_name_deals', coalesce(sum(n), 0), min(first_row, 100)
FROM (
    SELECT count(*) AS n, min(row) AS first_row
    FROM deals WHERE deal_id IS NULL
    GROUP BY lower(deal_name)
    HAVING count(*) > 1
);
