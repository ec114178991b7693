-- What people set for the flags: thresholds (flag.NAME), and the days that stages allow (allowed_days).
SELECT
    name,
    value
FROM settings
WHERE starts_with(name, 'flag.') OR name = 'allowed_days';
