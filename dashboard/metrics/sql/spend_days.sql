-- The days that the money spent covers, and the rows of it that have no exchange rate.
SELECT
    min(day_of(period_start)) AS first_day,
    max(day_of(period_end)) AS before_day,
    count(*) FILTER (WHERE value IS NULL) AS without_rate
FROM scoped_spend($scope);
