-- Pushes (definitions §7): the expected close moved later while the deal is open, in [start, end) of the period; a
-- change in the save that closes the deal does not count. late: pushes in the last ten days of a quarter, which begins
-- $fiscal_shift months after one of the calendar. Without $with_days neither these are counted nor how far the dates
-- moved.
WITH changes AS (
    SELECT
        c.deal_no AS deal,
        minute_of(c."at") AS at_min,
        date_diff('day', try_cast(c.old_value AS DATE), try_cast(c.new_value AS DATE)) AS moved_days,
        $with_days AND cast(
            date_trunc('quarter', date_trunc('month', c."at") - to_months(cast($fiscal_shift AS INTEGER)))
            + to_months(cast($fiscal_shift AS INTEGER) + 3) AS DATE
        ) - cast(c."at" AS DATE) <= 10 AS is_late
    FROM deal_changes AS c
    WHERE c.field = 'expected_close'
),

open_changes AS (
    SELECT
        c.*,
        s.code
    FROM changes AS c
    INNER JOIN scoped_states($scope) AS s
        ON c.deal = s.deal AND c.at_min >= s.from_min AND c.at_min < s.to_min AND s.kind = 0
    WHERE c.at_min >= $start_min AND c.at_min < $end_min AND s.to_min > $start_min AND s.from_min < $end_min
)

SELECT
    code,
    count(*) FILTER (WHERE moved_days > 0) AS pushes,
    count(DISTINCT deal) FILTER (WHERE moved_days > 0) AS pushed_deals,
    count(*) FILTER (WHERE moved_days < 0) AS pulls,
    count(*) FILTER (WHERE moved_days > 0 AND is_late) AS late_pushes,
    median(moved_days) FILTER (WHERE $with_days AND moved_days > 0) AS median_days
FROM open_changes
GROUP BY code;
