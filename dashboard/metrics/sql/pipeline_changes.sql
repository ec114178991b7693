-- The change waterfall between two instants (definitions §8), over open deals or those due in [close_from,
-- close_before).
-- S: value if open and due in the window at the start, E: at the end. Entries and exits take the first reason that
-- fits.
-- Amount changes count in the deal's own currency at the end's rate, the rest of a change is currency. Deals without
-- a value count as 0. Only deals whose state changed are classified; the others keep S = E but for the currency.
-- Where owners and teams are those at the time, a deal can leave or enter the scope by being handed over: the scope
-- then holds the states of anyone, and $owners and $teams tell which are theirs (null: all). The others tell what such
-- a deal is while it is not theirs. One that was open at the start is closed by whoever had it then, so that the bars
-- of all owners add up and hand-overs cancel out.
-- The states are planned once and scanned once for each of the three conditions, which skip most of the rows.
WITH spans AS NOT MATERIALIZED (
    SELECT
        deal,
        kind,
        from_min,
        to_min,
        created_min,
        close_day,
        coalesce(amount, 0) AS amount,
        coalesce($rates_then[currency + 1], file_rate, 0) AS rate_then,
        coalesce($scope['rates'][currency + 1], file_rate, 0) AS rate_now,
        ($close_from IS NULL OR close_day >= $close_from)
        AND ($close_before IS NULL OR close_day < $close_before) AS due,
        ($owners IS NULL OR list_contains($owners, owner_then))
        AND ($teams IS NULL OR list_contains($teams, team_then)) AS is_theirs
    FROM scoped_states($scope)
    WHERE to_min > $since_min
),

steady AS (
    SELECT
        count(*) AS deals,
        sum(amount * rate_then) AS value,
        sum(amount * (rate_now - rate_then)) AS currency_value,
        count(*) FILTER (WHERE amount * rate_now <> amount * rate_then) AS currency_deals,
        CASE WHEN $with_deals THEN list(deal) FILTER (WHERE amount * rate_now <> amount * rate_then) END AS deal_numbers
    FROM spans
    WHERE from_min <= $since_min AND to_min > $scope['as_of'] AND kind = 0 AND due AND is_theirs
),

pairs AS (
    SELECT
        coalesce(b.deal, a.deal) AS deal,
        coalesce(b.is_theirs, FALSE) AS held_before,
        coalesce(a.is_theirs, FALSE) AS held_after,
        b.deal IS NOT NULL AS existed,
        coalesce(b.kind, 9) AS kind_before,
        coalesce(a.kind, 9) AS kind_after,
        coalesce(b.is_theirs AND b.kind = 0 AND b.due, FALSE) AS counted_before,
        coalesce(a.is_theirs AND a.kind = 0 AND a.due, FALSE) AS counted_after,
        coalesce(b.amount, a.amount) AS amount_before,
        coalesce(a.amount, b.amount) AS amount_after,
        coalesce(a.rate_then, b.rate_then) AS rate_then,
        coalesce(a.rate_now, b.rate_now) AS rate_now,
        b.close_day AS close_before_day,
        a.close_day AS close_after_day,
        coalesce(a.due, FALSE) AS due_after,
        a.created_min > $since_min OR a.created_min = -2147483648 AS is_new
    FROM (SELECT * FROM spans WHERE from_min <= $since_min AND to_min <= $scope['as_of']) AS b
    FULL OUTER JOIN
        (SELECT * FROM spans WHERE from_min > $since_min AND to_min > $scope['as_of']) AS a
        ON b.deal = a.deal
    WHERE b.is_theirs OR a.is_theirs
),

-- Reasons by number, and first added up by all that decides the bars: a few dozen kinds of change instead of every deal
-- once a bar.
reasons AS (
    SELECT
        *,
        CASE
            WHEN counted_after AND NOT counted_before
                THEN
                    CASE
                        WHEN kind_before IN (1, 2, 3) THEN 1
                        WHEN kind_before = 4 THEN 6
                        WHEN NOT existed AND is_new THEN 2
                        WHEN existed AND NOT held_before THEN 3
                        WHEN existed AND close_before_day >= coalesce($close_before, 2147483647) THEN 4
                        WHEN existed THEN 5
                        ELSE 6
                    END
            WHEN came_and_went THEN CASE WHEN is_new THEN 2 ELSE 6 END
            ELSE 0
        END AS entry,
        CASE
            WHEN (counted_before AND NOT counted_after) OR came_and_went
                THEN
                    CASE
                        WHEN kind_after IN (1, 2, 3, 4) THEN kind_after + 8
                        WHEN NOT held_after THEN 13
                        WHEN close_after_day >= coalesce($close_before, 2147483647) THEN 14
                        ELSE 15
                    END
            ELSE 0
        END AS exit_reason,
        CASE
            WHEN NOT counted_before OR (amount_after - amount_before) * rate_now = 0 THEN 0
            WHEN amount_after > amount_before THEN 7
            ELSE 8
        END AS change,
        counted_before AND amount_before * rate_now <> amount_before * rate_then AS is_revalued
    FROM (
        SELECT
            *,
            NOT existed AND held_after AND kind_after > 0 AND due_after AS came_and_went
        FROM pairs
    ) AS p
),

kinds AS (
    SELECT
        entry,
        exit_reason,
        change,
        is_revalued,
        counted_before,
        counted_after,
        count(*) AS deals,
        sum(amount_before * rate_then) AS value_before,
        sum(amount_after * rate_now) AS value_after,
        sum((amount_after - amount_before) * rate_now) AS value_changed,
        sum(amount_before * (rate_now - rate_then)) AS currency_value,
        CASE WHEN $with_deals THEN list(deal) END AS deal_numbers
    FROM reasons
    GROUP BY entry, exit_reason, change, is_revalued, counted_before, counted_after
),

bars AS (
    SELECT
        0 AS bar,
        deals,
        value_before AS value,
        deal_numbers
    FROM kinds
    WHERE counted_before
    UNION ALL
    SELECT
        entry AS bar,
        deals,
        value_after AS value,
        deal_numbers
    FROM kinds
    WHERE entry > 0
    UNION ALL
    SELECT
        change AS bar,
        deals,
        value_changed AS value,
        deal_numbers
    FROM kinds
    WHERE change > 0
    UNION ALL
    SELECT
        16 AS bar,
        deals,
        currency_value AS value,
        deal_numbers
    FROM kinds
    WHERE is_revalued
    UNION ALL
    SELECT
        exit_reason AS bar,
        deals,
        -value_after AS value,
        deal_numbers
    FROM kinds
    WHERE exit_reason > 0
    UNION ALL
    SELECT
        17 AS bar,
        deals,
        value_after AS value,
        deal_numbers
    FROM kinds
    WHERE counted_after
)

SELECT
    n.kind,
    cast(sum(b.deals) AS BIGINT) AS deals,
    sum(b.value) AS value,
    CASE WHEN $with_deals THEN flatten(list(b.deal_numbers)) END AS deal_numbers
FROM bars AS b
INNER JOIN (
    VALUES
    (0, 'start'),
    (1, 'reopened'),
    (2, 'created'),
    (3, 'transferred_in'),
    (4, 'pulled_in'),
    (5, 'carried_in'),
    (6, 'late_entry'),
    (7, 'increased'),
    (8, 'decreased'),
    (9, 'won'),
    (10, 'lost'),
    (11, 'void'),
    (12, 'missing'),
    (13, 'transferred_out'),
    (14, 'pushed_out'),
    (15, 'pulled_out'),
    (16, 'currency'),
    (17, 'end')
) AS n (bar, kind) ON b.bar = n.bar
GROUP BY n.kind
UNION ALL
SELECT
    'steady' AS kind,
    deals,
    coalesce(value, 0) AS value,
    NULL AS deal_numbers
FROM steady
UNION ALL
SELECT
    'steady_currency' AS kind,
    currency_deals AS deals,
    coalesce(currency_value, 0) AS value,
    deal_numbers
FROM steady;
