-- The bands of age by which exits are counted: the place of each in AGES of dashboard/estimates/exits.py.
CREATE OR REPLACE MACRO exit_band(days) AS (
    CASE
        WHEN days < 1 THEN 0
        WHEN days < 2 THEN 1
        WHEN days < 3 THEN 2
        WHEN days < 4 THEN 3
        WHEN days < 5 THEN 4
        WHEN days < 7 THEN 5
        WHEN days < 9 THEN 6
        WHEN days < 12 THEN 7
        WHEN days < 15 THEN 8
        WHEN days < 19 THEN 9
        WHEN days < 24 THEN 10
        WHEN days < 30 THEN 11
        WHEN days < 38 THEN 12
        WHEN days < 48 THEN 13
        WHEN days < 60 THEN 14
        WHEN days < 76 THEN 15
        WHEN days < 96 THEN 16
        WHEN days < 121 THEN 17
        WHEN days < 152 THEN 18
        WHEN days < 192 THEN 19
        WHEN days < 242 THEN 20
        WHEN days < 305 THEN 21
        WHEN days < 384 THEN 22
        WHEN days < 484 THEN 23
        WHEN days < 610 THEN 24
        ELSE 25
    END
);

-- The age bands of definitions §3: 0 to 7, 8 to 14, 15 to 30, 31 to 60, 61 to 90 and more than 90 days.
CREATE OR REPLACE MACRO age_band(days) AS (
    CASE
        WHEN days < 8 THEN 0
        WHEN days < 15 THEN 1
        WHEN days < 31 THEN 2
        WHEN days < 61 THEN 3
        WHEN days < 91 THEN 4
        ELSE 5
    END
);

-- Stage visits as the metrics scan them: one row a visit, open stages (kind 0) and outcomes (1 won, 2 lost, 3 void).
-- leaves: 1 advanced, 2 moved back, 3 won, 4 lost, 5 void, 0 still there. Sorted by kind, pipeline, stage, the thirteen
-- weeks in which the visit ended, and length of stay: a question about some months reads those months alone, and whole
-- vectors fall into one group, which makes the dwell histogram four times as fast. Visits that are their deal's only
-- one to that stage (is_only) come first: they are most, and the whole stay. Outcomes by their day.
-- value: amount at entry in the reporting currency, at that day's rate; null where amount or rate is missing, and for
-- outcomes where the amount is zero or less.
-- The engine groups by a small number that it knows the range of three times as fast as by one that it works out, and
-- by one column faster than by two. So of every visit that ended there are: full_days, from entry to leaving; exit_way,
-- the band of its age on the day it left (exit_band) × 8 + leaves; stay_way, the whole days of the stay so far, earlier
-- visits to the stage included, × 8 + leaves; stay_band, the band of those days (age_band). 0 of a visit that goes on.
-- The same of working days: worked_min, the working minutes of the visit; earlier_worked_min, those of earlier visits
-- to the stage; worked_way as stay_way; worked_exit_way as exit_way, but 1000 where the band hangs on what is looked at
-- (left on a day off after as many whole working days as a band begins with), and 1001 where no minute was worked.
-- way: a number for the stages and outcomes of the deal in order, this visit included; visited: a bit for the rank of
-- each stage visited so far, up to rank 61. last_kind, last_min: kind and beginning of the deal's last visit of all.
-- earlier_min: time of the deal in this stage before this visit; next_same_min: when it comes back to it.
-- The order only makes scans skip row groups, so the narrow rows are sorted before the wide ones are joined to them.
-- What else belongs to a single visit is joined here too: beside the currencies, of which the engine expects few rows,
-- it would hold five million wide rows in memory, and lose their order.
CREATE OR REPLACE TEMP TABLE sorted_visits AS
SELECT
    b.*,
    r.next_same_min,
    r.earlier_min,
    r.earlier_worked_min,
    worked_before(l.before_min, l.works, b.left_min) - worked_before(e.before_min, e.works, b.entered_min)
        AS worked_min,
    NOT k.works AS left_off,
    r.is_first,
    b.kind = 0 AND coalesce(r.is_first AND r.next_same_min = 2147483647, TRUE) AS is_only,
    t.strict_depth,
    s.amount,
    s.owner AS stated_owner
FROM bare_visits AS b
LEFT JOIN stages AS g ON b.stage_code = g.stage_code
LEFT JOIN returns AS r ON b.deal_no = r.deal_no AND b.visit_no = r.visit_no
LEFT JOIN strict_steps AS t ON b.deal_no = t.deal_no AND b.visit_no = t.visit_no
LEFT JOIN stated_states AS s ON b.deal_no = s.deal_no AND b.entered_min = s.from_min
LEFT JOIN worked_days AS e ON cast(floor(b.entered_min / 1440) AS INTEGER) = e.day
LEFT JOIN worked_days AS l ON cast(floor(b.left_min / 1440) AS INTEGER) = l.day
LEFT JOIN worked_days AS k ON cast(floor((b.left_min - 1) / 1440) AS INTEGER) = k.day
WHERE g.stage_code IS NOT NULL OR b.stage_code = 0
ORDER BY
    b.stage_code = 0, b.kind, g.pipeline_code, b.rank, b.stage_code, NOT is_only,
    CASE b.kind WHEN 0 THEN b.left_min // (13 * 7 * 1440) ELSE 0 END,
    CASE b.kind WHEN 0 THEN cast(b.left_min AS BIGINT) - b.entered_min ELSE b.entered_min END,
    b.deal_no;

CREATE OR REPLACE TABLE fast.visits AS
SELECT
    b.deal_no AS deal,
    cast(b.kind AS UTINYINT) AS kind,
    cast(b.stage_code AS USMALLINT) AS stage,
    cast(b.rank AS USMALLINT) AS rank,
    cast(b.visit_no AS USMALLINT) AS visit_no,
    b.way,
    b.visited,
    b.entered_min,
    b.left_min,
    CASE WHEN b.has_left THEN (b.left_min - b.entered_min) // 1440 ELSE 0 END AS full_days,
    cast(
        CASE WHEN b.has_left THEN exit_band((b.left_min - b.entered_min - 1) // 1440) * 8 + b.leaves ELSE 0 END
        AS USMALLINT
    ) AS exit_way,
    CASE WHEN b.has_left THEN b.stay_min // 1440 * 8 + b.leaves ELSE 0 END AS stay_way,
    cast(CASE WHEN b.has_left THEN age_band(b.stay_min // 1440) ELSE 0 END AS UTINYINT) AS stay_band,
    CASE WHEN b.has_left THEN b.worked_min ELSE 0 END AS worked_min,
    b.earlier_worked_min,
    CASE WHEN b.has_left THEN (b.earlier_worked_min + b.worked_min) // 1440 * 8 + b.leaves ELSE 0 END
        AS worked_way,
    cast(
        CASE
            WHEN NOT b.has_left THEN 0
            WHEN b.worked_min = 0 THEN 1001
            WHEN b.left_off AND exit_band(b.worked_min // 1440) <> exit_band((b.worked_min - 1) // 1440) THEN 1000
            ELSE exit_band((b.worked_min - 1) // 1440) * 8 + b.leaves
        END AS USMALLINT
    ) AS worked_exit_way,
    cast(b.leaves AS UTINYINT) AS leaves,
    cast(b.next_rank AS USMALLINT) AS next_rank,
    cast(b.furthest_before AS USMALLINT) AS furthest_before,
    cast(b.rank_before AS USMALLINT) AS rank_before,
    CASE
        WHEN b.kind > 0 AND b.left_min = 2147483647 THEN c.closed_min
        ELSE b.entered_min
    END AS placed_min,
    c.cohort_day,
    coalesce(b.next_same_min, 2147483647) AS next_same_min,
    b.earlier_min,
    coalesce(b.is_first, TRUE) AS is_first,
    cast(
        CASE
            WHEN b.visit_no = 1 THEN CASE WHEN b.kind = 0 AND b.rank = 1 THEN 1 ELSE 0 END
            ELSE coalesce(b.strict_depth, CASE b.kind WHEN 0 THEN b.rank ELSE b.furthest_before END)
        END AS USMALLINT
    ) AS strict_depth,
    b.observed_min,
    b.entry_known,
    CASE
        WHEN isnan(b.amount) OR (b.kind > 0 AND coalesce(b.amount, c.amount) <= 0) THEN NULL
        ELSE coalesce(b.amount, c.amount) * coalesce(x.rate, c.file_rate)
    END AS value,
    c.created_min,
    c.probability,
    c.last_open_rank,
    c.last_kind,
    c.last_min,
    c.lost_reason,
    c.competitor,
    COLUMNS(traits()),
    coalesce(o.code, c.owner) AS owner_then,
    CASE WHEN o.code <> c.owner THEN o.team_code ELSE c.team END AS team_then,
    c.bought,
    c.bought_known_min,
    c.evidence
FROM (
    SELECT
        t.* EXCLUDE (earlier_min, earlier_worked_min),
        coalesce(t.earlier_min, 0) AS earlier_min,
        coalesce(t.earlier_worked_min, 0) AS earlier_worked_min,
        t.kind = 0 AND t.left_min < 2147483647 AS has_left,
        CASE WHEN t.left_min < 2147483647 THEN coalesce(t.earlier_min, 0) + t.left_min - t.entered_min END AS stay_min,
        CASE t.next_kind
            WHEN 0 THEN CASE WHEN t.next_rank > t.rank THEN 1 ELSE 2 END
            WHEN 1 THEN 3
            WHEN 2 THEN 4
            WHEN 3 THEN 5
            ELSE 0
        END AS leaves
    FROM sorted_visits AS t
) AS b
INNER JOIN fast.deals AS c ON b.deal_no = c.deal
LEFT JOIN owners_then AS o ON b.stated_owner = o.code
LEFT JOIN dimension_values AS v ON v.dimension = 'currency' AND c.currency = v.code
LEFT JOIN rates AS x
    ON
        v.value = x.currency
        AND floor(b.entered_min / 1440) >= x.from_day
        AND floor(b.entered_min / 1440) < x.to_day;

-- What decides how much work a question is: with no late stay and no unknown entry, nobody need look for them.
-- first_deal_day: the first of which any deal tells.
CREATE OR REPLACE TABLE totals AS
SELECT
    count(*) AS visits,
    count(*) FILTER (WHERE kind = 0 AND evidence < 3 AND NOT entry_known) AS unknown_entries,
    count(*) FILTER (WHERE kind = 0 AND evidence < 3 AND entry_known AND observed_min > entered_min) AS late_entries,
    coalesce(cast(floor(min(entered_min) FILTER (WHERE kind = 0 AND evidence < 3) / 1440) AS INTEGER), 0) AS first_day,
    (
        SELECT min(floor(least(CASE WHEN c.created_min > -2147483648 THEN c.created_min END, c.entered_min) / 1440))
        FROM fast.deals AS c
    ) AS first_deal_day
FROM fast.visits;

-- The visits as people and other tools read them.
CREATE OR REPLACE VIEW stage_visits AS
SELECT
    d.deal_id,
    d.name,
    v.visit_no,
    s.pipeline,
    s.stage,
    v.rank,
    make_timestamp(cast(v.entered_min AS BIGINT) * 60000000) AS entered_at,
    CASE WHEN v.left_min < 2147483647 THEN make_timestamp(cast(v.left_min AS BIGINT) * 60000000) END AS left_at,
    CASE v.leaves
        WHEN 1 THEN 'advanced' WHEN 2 THEN 'moved back' WHEN 3 THEN 'won' WHEN 4 THEN 'lost' WHEN 5 THEN 'void' ELSE
            CASE WHEN v.left_min < 2147483647 THEN 'missing' ELSE 'still there' END
    END AS leaves,
    v.value,
    v.entry_known,
    CASE v.evidence WHEN 0 THEN 'A' WHEN 1 THEN 'B' WHEN 2 THEN 'C' ELSE 'D' END AS evidence
FROM fast.visits AS v
INNER JOIN deals AS d ON v.deal = d.deal_no
INNER JOIN stages AS s ON v.stage = s.stage_code
WHERE v.kind = 0;
