-- Stage visits. Two changes within ten minutes (one day, where only days are known) are a drag through: what lies
-- between is a skip, not a visit. The same stage twice in a row is one visit.
CREATE OR REPLACE TEMP TABLE kept_moves AS
WITH ahead AS (
    SELECT
        m.*,
        row_number() OVER deal AS move_no,
        lead(m."at") OVER deal AS next_at
    FROM moves AS m
    WINDOW deal AS (PARTITION BY m.deal_no ORDER BY m."at", m.sequence)
),

held AS (
    SELECT *
    FROM ahead
    WHERE
        move_no = 1
        OR next_at IS NULL
        OR CASE
            WHEN by_day THEN cast(next_at AS DATE) > cast("at" AS DATE)
            ELSE epoch_us(next_at) - epoch_us("at") > 600000000
        END
)

SELECT
    deal_no,
    minute_of("at") AS entered_min,
    stage_code,
    kind,
    rank,
    evidence,
    entry_known,
    greatest(minute_of("at"), coalesce(minute_of(observed_at), minute_of("at"))) AS observed_min,
    move_no
FROM held
QUALIFY (stage_code, kind) IS DISTINCT FROM lag((stage_code, kind)) OVER (PARTITION BY deal_no ORDER BY move_no);

-- way: the way of the deal up to this visit as one number, made of every stage with its place, so that equal ways are
-- found without reading them. Stage and place are hashed as one number: hashes of pairs that are joined by xor fall
-- together when two stages change places. visited: a bit for the rank of each stage visited so far, up to rank 61.
CREATE OR REPLACE TEMP MACRO step_of(stage_code, visit_no) AS hash(cast(stage_code AS BIGINT) * 1000000 + visit_no);

CREATE OR REPLACE TEMP MACRO bit_of(kind, rank) AS
CASE WHEN kind = 0 AND rank < 62 THEN cast(1 AS BIGINT) << rank ELSE 0 END;

-- The one visit of a deal of which a single export tells needs none of what is asked of several.
CREATE OR REPLACE TEMP TABLE bare_visits AS
SELECT
    n.*,
    bit_xor(step_of(n.stage_code, n.visit_no)) OVER so_far AS way,
    bit_or(bit_of(n.kind, n.rank)) OVER so_far AS visited
FROM (
    SELECT
        k.deal_no,
        row_number() OVER deal AS visit_no,
        k.stage_code,
        k.kind,
        k.rank,
        k.entered_min,
        coalesce(lead(k.entered_min) OVER deal, 2147483647) AS left_min,
        coalesce(lead(k.kind) OVER deal, 9) AS next_kind,
        coalesce(lead(k.rank) OVER deal, 0) AS next_rank,
        coalesce(
            max(CASE WHEN k.kind = 0 THEN k.rank END) OVER (
                PARTITION BY k.deal_no ORDER BY k.move_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0
        ) AS furthest_before,
        coalesce(
            last_value(CASE WHEN k.kind = 0 THEN k.rank END IGNORE NULLS) OVER (
                PARTITION BY k.deal_no ORDER BY k.move_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0
        ) AS rank_before,
        k.entry_known,
        k.observed_min,
        k.evidence
    FROM kept_moves AS k
    WINDOW deal AS (PARTITION BY k.deal_no ORDER BY k.move_no)
) AS n
WINDOW so_far AS (PARTITION BY n.deal_no ORDER BY n.visit_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
UNION ALL BY NAME
SELECT
    m.deal_no,
    1 AS visit_no,
    m.stage_code,
    m.kind,
    m.rank,
    minute_of(m."at") AS entered_min,
    2147483647 AS left_min,
    9 AS next_kind,
    0 AS next_rank,
    0 AS furthest_before,
    0 AS rank_before,
    m.entry_known,
    minute_of(m."at") AS observed_min,
    m.evidence,
    step_of(m.stage_code, 1) AS way,
    bit_of(m.kind, m.rank) AS visited
FROM lone_moves AS m
WHERE m.deal_no NOT IN (SELECT s.deal_no FROM moves AS s);

-- Every day on which anything could begin or end, whether it is worked (a day of the weekend is not, unless it stands
-- apart), and the working minutes before it (definitions §3).
CREATE OR REPLACE TEMP TABLE worked_days AS
SELECT
    w.day,
    w.works,
    1440 * cast(count_if(w.works) OVER (ORDER BY w.day) - CASE WHEN w.works THEN 1 ELSE 0 END AS INTEGER) AS before_min
FROM (
    SELECT
        cast(r.range AS INTEGER) AS day,
        coalesce(
            a.works,
            isodow(DATE '1970-01-01' + cast(r.range AS INTEGER)) - 1 NOT IN (SELECT k.weekday FROM weekend AS k)
        ) AS works
    FROM
        (
            SELECT
                coalesce(cast(floor((min(v.entered_min) - 1) / 1440) AS BIGINT), 0) AS first_day,
                coalesce(cast(floor(max(greatest(
                    v.entered_min, CASE WHEN v.left_min < 2147483647 THEN v.left_min ELSE v.entered_min END
                )) / 1440) AS BIGINT), 0) AS last_day
            FROM bare_visits AS v
        ) AS b,
        range(b.first_day, b.last_day + 1) AS r
    LEFT JOIN days_apart AS a ON r.range = a.day
) AS w;

-- The working minutes before a minute, of which the day is known. Day numbers before 1970 are negative.
CREATE OR REPLACE MACRO worked_before(before_min, works, minute) AS (
    before_min + CASE WHEN works THEN minute - 1440 * cast(floor(minute / 1440) AS INTEGER) ELSE 0 END
);

-- Deals that came back to a stage: only they need the sums over earlier visits.
CREATE OR REPLACE TEMP TABLE returns AS
SELECT
    b.deal_no,
    b.visit_no,
    row_number() OVER same_stage = 1 AS is_first,
    coalesce(lead(b.entered_min) OVER same_stage, 2147483647) AS next_same_min,
    cast(
        coalesce(
            sum(cast(b.left_min AS BIGINT) - b.entered_min) OVER (
                PARTITION BY b.deal_no, b.stage_code
                ORDER BY b.visit_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0
        ) AS INTEGER
    ) AS earlier_min,
    cast(
        coalesce(
            sum(
                worked_before(l.before_min, l.works, b.left_min) - worked_before(e.before_min, e.works, b.entered_min)
            ) OVER (
                PARTITION BY b.deal_no, b.stage_code
                ORDER BY b.visit_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0
        ) AS INTEGER
    ) AS earlier_worked_min
FROM bare_visits AS b
LEFT JOIN worked_days AS e ON cast(floor(b.entered_min / 1440) AS INTEGER) = e.day
LEFT JOIN worked_days AS l ON cast(floor(b.left_min / 1440) AS INTEGER) = l.day
WHERE
    b.deal_no IN (
        SELECT r.deal_no
        FROM bare_visits AS r
        WHERE r.visit_no > 1 OR r.left_min < 2147483647
        GROUP BY r.deal_no, r.stage_code
        HAVING count(*) > 1
    )
WINDOW same_stage AS (PARTITION BY b.deal_no, b.stage_code ORDER BY b.visit_no);

-- How far a deal of several visits had come in strict order, stage 1, then 2, …, after each of them. A deal that only
-- ever took the next stage, whatever closed it in between, is as far as its rank; the others are followed step by step.
CREATE OR REPLACE TEMP TABLE strict_steps AS
WITH winding AS (
    SELECT DISTINCT b.deal_no
    FROM bare_visits AS b
    WHERE b.kind = 0 AND b.rank <> b.rank_before + 1 AND (b.visit_no > 1 OR b.left_min < 2147483647)
),

paths AS (
    SELECT
        b.deal_no,
        b.visit_no,
        list(CASE b.kind WHEN 0 THEN b.rank ELSE -1 END) OVER (
            PARTITION BY b.deal_no ORDER BY b.visit_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS ranks
    FROM bare_visits AS b
    INNER JOIN winding AS w ON b.deal_no = w.deal_no
)

SELECT
    deal_no,
    visit_no,
    list_reduce( -- noqa: PRS
        list_prepend(0, ranks), lambda d, r: CASE WHEN r = d + 1 THEN d + 1 ELSE d END
    ) AS strict_depth
FROM paths;
