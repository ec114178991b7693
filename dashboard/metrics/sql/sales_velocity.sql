-- Velocity V = N x W x A / L at several instants, each with what was known then (definitions §5). instants: minutes.
-- N: open deals at or above $from_rank. W, A, L: deals whose last close up to the instant fell in the $window_min
-- before it;
-- A: mean amount of won deals that have one; L: mean days created to won, closes before creation left out.
-- First the closings and the stays are added up by day of entering and leaving, then the days are added per instant.
-- Only states that end after the first instant, and closings in a window, are read.
WITH closings AS (
    SELECT
        entered_min,
        left_min,
        kind,
        placed_min,
        value,
        CASE
            WHEN created_min > -2147483648 AND floor_day(placed_min) >= floor_day(created_min)
                THEN greatest(placed_min - created_min, 0) / 1440.0
        END AS cycle_days
    FROM scoped_visits($scope)
    WHERE kind IN (1, 2) AND placed_min >= (list_min(cast($last_days AS INTEGER[])) - $window_days + 1) * 1440
),

daily_closings AS (
    SELECT
        floor_day(entered_min) AS entered_day,
        floor_day(left_min) AS left_day,
        floor_day(placed_min) AS placed_day,
        kind,
        count(*) AS deals,
        sum(value) AS value,
        count(value) AS valued,
        sum(cycle_days) AS cycle_days,
        count(cycle_days) AS cycles
    FROM closings
    GROUP BY ALL
),

daily_moves AS (
    SELECT
        from_day AS day,
        count(*) AS deals
    FROM scoped_states($scope)
    WHERE kind = 0 AND rank >= $from_rank AND to_day > list_min(cast($last_days AS INTEGER[]))
    GROUP BY ALL
    UNION ALL
    SELECT
        to_day AS day,
        -count(*) AS deals
    FROM scoped_states($scope)
    WHERE
        kind = 0
        AND rank >= $from_rank
        AND to_min <= $scope['as_of']
        AND to_day > list_min(cast($last_days AS INTEGER[]))
    GROUP BY ALL
),

instants AS (
    SELECT unnest(cast($last_days AS INTEGER[])) AS last_day
),

open_deals AS (
    SELECT
        i.last_day,
        coalesce(sum(m.deals), 0) AS deals
    FROM instants AS i
    LEFT JOIN daily_moves AS m ON m.day <= i.last_day
    GROUP BY i.last_day
)

SELECT
    i.last_day,
    cast(any_value(o.deals) AS BIGINT) AS open_deals,
    coalesce(sum(c.deals) FILTER (WHERE c.kind = 1), 0) AS won,
    coalesce(sum(c.deals) FILTER (WHERE c.kind = 2), 0) AS lost,
    sum(c.value) FILTER (WHERE c.kind = 1) AS won_value,
    coalesce(sum(c.valued) FILTER (WHERE c.kind = 1), 0) AS valued,
    sum(c.cycle_days) FILTER (WHERE c.kind = 1) AS cycle_days,
    coalesce(sum(c.cycles) FILTER (WHERE c.kind = 1), 0) AS cycles
FROM instants AS i
INNER JOIN open_deals AS o ON i.last_day = o.last_day
LEFT JOIN daily_closings AS c
    ON
        c.entered_day <= i.last_day
        AND c.left_day > i.last_day
        AND c.placed_day > i.last_day - $window_days
        AND c.placed_day <= i.last_day
GROUP BY i.last_day
ORDER BY i.last_day;
