-- What is odd about the deals: a code, how many, and the first rows. The deals are read once, and hardly any is odd.
-- A deal whose row has the dates of its stages stands in the last of them, be there a column of stages or not.
WITH judged AS (
    SELECT
        d.row,
        cast(d.closed_at AS DATE) < cast(d.created_at AS DATE) AS closed_before_created,
        d.created_at > $as_of OR d.closed_at > $as_of AS future_dates,
        d.status = 'won' AND coalesce(d.amount, 0) = 0 AS won_without_amount,
        d.status <> 'open' AND d.closed_at IS NULL AS closed_without_date,
        d.amount IS NOT NULL AND d.currency IS NULL AS amount_without_currency,
        d.status = 'open' AND d.stage IS NULL AND x.row IS NULL AS stage_missing,
        s.status NOT IN ('open', 'ended') AND d.status <> s.status AS outcome_disagrees
    FROM deals AS d
    LEFT JOIN stage_statuses AS s ON d.stage = s.stage
    LEFT JOIN (SELECT DISTINCT e.sheet, e.row FROM stage_events AS e WHERE e.evidence = 'dates') AS x
        ON d.sheet = x.sheet AND d.row = x.row
),

odd AS MATERIALIZED (
    SELECT *
    FROM judged
    WHERE
        closed_before_created OR future_dates OR won_without_amount OR closed_without_date OR amount_without_currency
        OR stage_missing OR outcome_disagrees
)

SELECT 'closed_before_created' AS code, count(*) AS deals, min(row, 100) AS first_rows
FROM odd WHERE closed_before_created
UNION ALL
SELECT 'future_dates', count(*), min(row, 100)
FROM odd WHERE future_dates
UNION ALL
SELECT 'won_without_amount', count(*), min(row, 100)
FROM odd WHERE won_without_amount
UNION ALL
SELECT 'closed_without_date', count(*), min(row, 100)
FROM odd WHERE closed_without_date
UNION ALL
SELECT 'amount_without_currency', count(*), min(row, 100)
FROM odd WHERE amount_without_currency
UNION ALL
SELECT 'stage_missing', count(*), min(row, 100)
FROM odd WHERE stage_missing
UNION ALL
SELECT 'outcome_disagrees', count(*), min(row, 100)
FROM odd WHERE outcome_disagrees
UNION ALL
SELECT 'same_name_deals', coalesce(sum(n), 0), min(first_row, 100)
FROM (
    SELECT count(*) AS n, min(row) AS first_row
    FROM deals WHERE deal_id IS NULL
    GROUP BY lower(deal_name)
    HAVING count(*) > 1
);
