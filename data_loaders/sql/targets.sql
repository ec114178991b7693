-- Targets, one row an owner, team or company and period.
INSERT INTO targets BY NAME
SELECT
    sheet,
    row,
    level,
    name,
    pipeline,
    period_start,
    period_end,
    amount,
    coalesce(currency, (SELECT w.currency FROM wishes AS w)) AS currency,
    measure
FROM stated_targets
WHERE amount IS NOT NULL AND period_start IS NOT NULL AND period_end > period_start;
