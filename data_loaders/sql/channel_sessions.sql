-- Visits by channel, one row a channel and period; where the rows state no time, that of the lines above the table.
INSERT INTO channel_sessions BY NAME
WITH monthly AS (
    SELECT count(DISTINCT day) > 1 AND count(*) FILTER (WHERE day(day) <> 1) = 0 AS by_month
    FROM found_channel_sessions
)

SELECT
    f.sheet,
    f.row,
    f.channel,
    coalesce(f.source, nullif(trim(split_part(f.source_medium, '/', 1)), '')) AS source,
    coalesce(f.medium, nullif(trim(split_part(f.source_medium, '/', 2)), '')) AS medium,
    f.campaign,
    coalesce(f.period_start, f.day, f.week, p.first_day, s.first_day) AS period_start,
    CASE
        WHEN f.period_start IS NOT NULL AND f.period_end >= f.period_start THEN f.period_end + INTERVAL 1 DAY
        WHEN f.period_start IS NOT NULL THEN f.period_start + INTERVAL 1 MONTH
        WHEN f.day IS NOT NULL AND m.by_month THEN f.day + INTERVAL 1 MONTH
        WHEN f.day IS NOT NULL THEN f.day + INTERVAL 1 DAY
        WHEN f.week IS NOT NULL THEN f.week + INTERVAL 7 DAY
        ELSE coalesce(p.before_day, s.before_day)
    END AS period_end,
    f.sessions,
    f.engaged_sessions,
    f.users,
    f.conversions
FROM found_channel_sessions AS f
CROSS JOIN monthly AS m
CROSS JOIN span_above AS s
LEFT JOIN period_words AS p ON f.period IS NOT DISTINCT FROM p.period AND f.year IS NOT DISTINCT FROM p.year
WHERE
    f.sessions IS NOT NULL
    AND coalesce(f.channel, f.source, f.source_medium, f.medium, f.campaign) IS NOT NULL;
