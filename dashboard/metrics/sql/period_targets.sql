-- Targets that lie within the period, bookings only, in the reporting currency at the as-of's rate (a target without a
-- currency is in the reporting currency; without a rate it is null). The rows of the company are counted at one level.
SELECT
    t.level,
    t.name,
    coalesce(t.pipeline, '') AS pipeline,
    t.period_start,
    t.period_end,
    t.amount * CASE WHEN t.currency = '' THEN 1.0 ELSE r.rate END AS amount
FROM scoped_targets($scope) AS t
LEFT JOIN rates AS r ON t.currency = r.currency AND $today >= r.from_day AND $today < r.to_day
WHERE
    t.measure = 'bookings'
    AND t.period_start >= DATE '1970-01-01' + cast($from_day AS INTEGER)
    AND t.period_end <= DATE '1970-01-01' + cast($before_day AS INTEGER);
