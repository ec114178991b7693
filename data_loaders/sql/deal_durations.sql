-- How many deals state a duration that is more than a day from what their dates say, and the first of them. The days of
-- a closed deal end with its closing. Those of an open one end with the day of the export, which no list states: it is
-- the one that half of the open deals come before, by what they state themselves.
WITH stated AS (
    SELECT
        d.row,
        s.days,
        d.status = 'open' AS is_open,
        CASE WHEN $of_stage THEN d.stage_entered_at ELSE d.created_at END AS since,
        d.closed_at
    FROM deals AS d INNER JOIN stated_durations AS s ON d.sheet = s.sheet AND d.row = s.row
    WHERE s.days IS NOT NULL
),

export_day AS (
    SELECT median(epoch(since) / 86400 + days) AS day
    FROM stated
    WHERE is_open AND since IS NOT NULL
),

judged AS (
    SELECT
        s.row,
        CASE
            WHEN s.is_open THEN $judge_open AND abs(epoch(s.since) / 86400 + s.days - e.day) > 1
            ELSE
                $judge_closed
                AND abs(epoch(s.closed_at - s.since) / 86400 - s.days) > 1
                AND abs(date_diff('day', s.since, s.closed_at) - s.days) > 1
        END AS disagrees
    FROM stated AS s CROSS JOIN export_day AS e
)

SELECT
    count(*) FILTER (WHERE disagrees) AS disagreeing,
    min(row, 100) FILTER (WHERE disagrees) AS first_rows
FROM judged;
