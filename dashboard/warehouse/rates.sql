-- Rate of every currency into the reporting currency on one day, in the order of the currency codes.
SELECT r.rate
FROM dimension_values AS d
LEFT JOIN rates AS r ON d.value = r.currency AND $day >= r.from_day AND $day < r.to_day
WHERE d.dimension = 'currency'
ORDER BY d.code;
