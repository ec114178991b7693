-- Money spent, one row a source, campaign and period. Days that are all the first of a month stand for their months.
INSERT INTO spend BY NAME
WITH monthly AS (
    SELECT count(DISTINCT day) > 1 AND count(*) FILTER (WHERE day(day) <> 1) = 0 AS by_month
    FROM found_spend
)

SELECT
    f.sheet,
    f.row,
    f.source,
    f.medium,
    f.campaign,
    coalesce(f.period_start, f.day, f.week, p.first_day) AS period_start,
    CASE
        WHEN f.period_start IS NOT NULL AND f.period_end >= f.period_start THEN f.period_end + INTERVAL 1 DAY
        WHEN f.period_start IS NOT NULL THEN f.period_start + INTERVAL 1 MONTH
        WHEN f.day IS NOT NULL AND m.by_month THEN f.day + INTERVAL 1 MONTH
        WHEN f.day IS NOT NULL THEN f.day + INTERVAL 1 DAY
        WHEN f.week IS NOT NULL THEN f.week + INTERVAL 7 DAY
        ELSE p.before_day
    END AS period_end,
    f.amount,
    coalesce(c.code, upper(f.currency), f.cell_currency, (SELECT w.currency FROM wishes AS w)) AS currency,
    f.clicks,
    f.impressions,
    f.conversions
FROM found_spend AS f
CROSS JOIN monthly AS m
LEFT JOIN currency_codes AS c ON f.currency = c.text
LEFT JOIN period_words AS p ON f.period IS NOT DISTINCT FROM p.period AND f.year IS NOT DISTINCT FROM p.year
WHERE
    f.amount IS NOT NULL
    AND coalesce(f.source, f.medium, f.campaign) IS NOT NULL
    AND coalesce(f.period_start, f.day, f.week, p.first_day) IS NOT NULL;
