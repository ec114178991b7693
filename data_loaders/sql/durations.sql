-- How many rows of a log state a duration that is more than a day from the days between their dates, and the first.
-- Read either as the days in the stage that was left or as those in the one that was entered, as more rows agree with;
-- a first or a last row that has no such days is not judged.
WITH saves AS (
    SELECT
        l.row,
        l.sequence,
        l.deal_id,
        l.deal_name,
        l.account_name,
        l."at",
        (l.before_stage IS DISTINCT FROM l.to_stage) AND (l.from_stage IS DISTINCT FROM l.to_stage) AS is_move
    FROM logged AS l
),

stays AS (
    SELECT
        row,
        epoch("at" - max("at") FILTER (WHERE is_move) OVER earlier) / 86400 AS left_days,
        epoch(min("at") FILTER (WHERE is_move) OVER later - "at") / 86400 AS entered_days
    FROM saves
    WINDOW
        earlier AS (
            PARTITION BY coalesce(deal_id, deal_name || chr(31) || coalesce(account_name, ''))
            ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ),
        later AS (
            PARTITION BY coalesce(deal_id, deal_name || chr(31) || coalesce(account_name, ''))
            ORDER BY sequence ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        )
),

compared AS (
    SELECT
        s.row,
        abs(d.days - s.left_days) <= 1 AS left_agrees,
        abs(d.days - s.entered_days) <= 1 AS entered_agrees
    FROM stays AS s INNER JOIN stated_durations AS d ON s.row = d.row
    WHERE d.days IS NOT NULL
),

chosen AS (
    SELECT
        row,
        CASE
            WHEN count_if(left_agrees) OVER () >= count_if(entered_agrees) OVER () THEN left_agrees
            ELSE entered_agrees
        END AS agrees
    FROM compared
)

SELECT
    count(*) FILTER (WHERE NOT agrees) AS disagreeing,
    min(row, 100) FILTER (WHERE NOT agrees) AS first_rows
FROM chosen;
