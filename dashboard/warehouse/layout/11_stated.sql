-- What is known of deals from when on, before it is coded and sorted.
-- A statement that only repeats what was true before it begins no state: each export states every deal anew, and what
-- nothing happened to would have to be compared again and again.
CREATE OR REPLACE TEMP TABLE stays AS
SELECT
    deal_no,
    entered_min AS from_min,
    left_min AS to_min,
    stage_code,
    kind,
    rank,
    greatest(furthest_before, CASE kind WHEN 0 THEN rank ELSE 0 END) AS furthest,
    entered_min,
    entry_known,
    visit_no
FROM bare_visits
UNION ALL
-- Created before its first known move: open, in a stage that no file tells. Not so for a deal that an earlier export
-- of the same list did not hold: nobody counted it then.
SELECT
    d.deal_no,
    minute_of(d.created_at) AS from_min,
    d.entered_min AS to_min,
    0 AS stage_code,
    0 AS kind,
    0 AS rank,
    0 AS furthest,
    minute_of(d.created_at) AS entered_min,
    FALSE AS entry_known,
    0 AS visit_no
FROM deals AS d
WHERE
    minute_of(d.created_at) < d.entered_min - 1440
    AND d.deal_no NOT IN (SELECT n.deal_no FROM listed_late AS n);

-- Whose deal it was, where a history tells: the code of the owner then, and of the team that owner is in: by the list
-- of owners, else the one of most of the owner's deals.
CREATE OR REPLACE TEMP TABLE owners_then AS
WITH teams AS (
    SELECT
        c.owner,
        arg_max(c.team, (c.deals, c.team)) AS team
    FROM (
        SELECT
            d.owner,
            d.team,
            count(*) AS deals
        FROM deals AS d
        WHERE d.team <> ''
        GROUP BY d.owner, d.team
    ) AS c
    GROUP BY c.owner
)

SELECT
    v.value AS name,
    v.code,
    coalesce(t.code, cast(0 AS USMALLINT)) AS team_code
FROM dimension_values AS v
LEFT JOIN (
    SELECT
        o.owner,
        min(o.team) AS team
    FROM owners AS o
    GROUP BY o.owner
) AS l ON v.value = l.owner
LEFT JOIN teams AS m ON v.value = m.owner
LEFT JOIN dimension_values AS t ON t.dimension = 'team' AND coalesce(l.team, m.team) = t.value
WHERE v.dimension = 'owner' AND v.value <> '';

-- owner: the code of whose deal it was, 0 where that is stated to be nobody.
CREATE OR REPLACE TEMP TABLE stated_states AS
WITH starts AS (
    SELECT
        deal_no,
        min(from_min) AS from_min
    FROM stays
    WHERE deal_no IN (SELECT s.deal_no FROM stated_values AS s)
    GROUP BY deal_no
),

points AS (
    SELECT
        s.deal_no,
        s.from_min,
        s.visit_no AS sequence,
        s.stage_code,
        s.kind,
        s.rank,
        s.furthest,
        s.entered_min,
        s.entry_known,
        NULL AS amount,
        NULL AS close_day,
        NULL AS owner
    FROM stays AS s
    INNER JOIN starts AS b ON s.deal_no = b.deal_no
    UNION ALL
    SELECT
        v.deal_no,
        greatest(minute_of(v."at"), b.from_min) AS from_min,
        epoch_us(v."at") + v.sequence AS sequence,
        NULL AS stage_code,
        NULL AS kind,
        NULL AS rank,
        NULL AS furthest,
        NULL AS entered_min,
        NULL AS entry_known,
        v.amount,
        day_of(v.expected_close) AS close_day,
        CASE WHEN v.owner IS NOT NULL THEN coalesce(o.code, cast(0 AS USMALLINT)) END AS owner
    FROM stated_values AS v
    INNER JOIN starts AS b ON v.deal_no = b.deal_no
    LEFT JOIN owners_then AS o ON v.owner = o.name
),

minutes AS (
    SELECT
        deal_no,
        from_min,
        arg_max(stage_code, sequence) AS stage_code,
        arg_max(kind, sequence) AS kind,
        arg_max(rank, sequence) AS rank,
        arg_max(furthest, sequence) AS furthest,
        arg_max(entered_min, sequence) AS entered_min,
        arg_max(entry_known, sequence) AS entry_known,
        arg_max(amount, sequence) AS amount,
        arg_max(close_day, sequence) AS close_day,
        arg_max(owner, sequence) AS owner
    FROM points
    GROUP BY deal_no, from_min
),

held AS (
    SELECT
        deal_no,
        from_min,
        last_value(stage_code IGNORE NULLS) OVER so_far AS stage_code,
        last_value(kind IGNORE NULLS) OVER so_far AS kind,
        last_value(rank IGNORE NULLS) OVER so_far AS rank,
        last_value(furthest IGNORE NULLS) OVER so_far AS furthest,
        last_value(entered_min IGNORE NULLS) OVER so_far AS entered_min,
        last_value(entry_known IGNORE NULLS) OVER so_far AS entry_known,
        coalesce(
            last_value(amount IGNORE NULLS) OVER so_far, first_value(amount IGNORE NULLS) OVER from_here
        ) AS amount,
        coalesce(
            last_value(close_day IGNORE NULLS) OVER so_far, first_value(close_day IGNORE NULLS) OVER from_here
        ) AS close_day,
        coalesce(last_value(owner IGNORE NULLS) OVER so_far, first_value(owner IGNORE NULLS) OVER from_here) AS owner
    FROM minutes
    WINDOW
        so_far AS (PARTITION BY deal_no ORDER BY from_min ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
        from_here AS (PARTITION BY deal_no ORDER BY from_min ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
),

-- A closed deal is worth what it closed with: what is written into it later is no change of the pipeline.
worth AS (
    SELECT
        * EXCLUDE (amount, close_day),
        CASE
            WHEN kind IN (1, 2, 3)
                THEN first_value(amount) OVER (PARTITION BY deal_no, entered_min ORDER BY from_min)
            ELSE amount
        END AS amount,
        CASE kind WHEN 0 THEN close_day END AS close_day
    FROM held
),

told AS (
    SELECT
        *,
        coalesce(
            entered_min <> lag(entered_min) OVER deal
            OR amount IS DISTINCT FROM lag(amount) OVER deal
            OR close_day IS DISTINCT FROM lag(close_day) OVER deal
            OR owner IS DISTINCT FROM lag(owner) OVER deal,
            TRUE
        ) AS is_news
    FROM worth
    WINDOW deal AS (PARTITION BY deal_no ORDER BY from_min)
)

SELECT
    * EXCLUDE (is_news),
    coalesce(lead(CASE WHEN is_news THEN from_min END IGNORE NULLS) OVER deal, 2147483647) AS to_min
FROM told
WINDOW deal AS (PARTITION BY deal_no ORDER BY from_min)
QUALIFY is_news;
