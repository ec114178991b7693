-- From when to when deals were open, and what was done about them, as the activities metric scans them. A deal that was
-- open once, without a break and with one owner, and ended in one way (is_whole) is one row: its state next after the
-- opening stands in next_kind. Of the others every state is a row, as in fast.states. Half-open.
CREATE OR REPLACE TEMP TABLE openings AS
SELECT
    s.deal AS deal_no,
    min(s.from_min) FILTER (WHERE s.kind = 0) AS from_min,
    max(s.to_min) FILTER (WHERE s.kind = 0) AS to_min,
    max(s.kind) AS next_kind,
    arg_min(s.owner_then, s.from_min) AS owner_then,
    arg_min(s.team_then, s.from_min) AS team_then,
    -- Nothing is missing between the first state and the last, and nothing between the first and the last open one.
    coalesce(
        max(s.to_min) = 2147483647
        AND min(s.from_min) = min(s.from_min) FILTER (WHERE s.kind = 0)
        AND sum(cast(s.to_min AS BIGINT) - s.from_min) = cast(max(s.to_min) AS BIGINT) - min(s.from_min)
        AND sum(cast(s.to_min AS BIGINT) - s.from_min) FILTER (WHERE s.kind = 0)
        = cast(max(s.to_min) FILTER (WHERE s.kind = 0) AS BIGINT) - min(s.from_min) FILTER (WHERE s.kind = 0)
        AND coalesce(min(s.kind) FILTER (WHERE s.kind > 0) = max(s.kind), TRUE)
        AND min(s.owner_then) = max(s.owner_then)
        AND min(s.team_then) = max(s.team_then),
        FALSE
    ) AS is_whole
FROM fast.states AS s
WHERE EXISTS (SELECT 1 FROM activities AS a WHERE a.deal_no IS NOT NULL)
GROUP BY s.deal;

CREATE OR REPLACE TABLE fast.spans AS
WITH spans AS (
    SELECT
        o.deal_no,
        TRUE AS is_whole,
        0 AS kind,
        o.next_kind,
        o.from_min,
        o.to_min,
        o.owner_then,
        o.team_then
    FROM openings AS o
    WHERE o.is_whole
    UNION ALL
    SELECT
        s.deal AS deal_no,
        FALSE AS is_whole,
        s.kind,
        s.kind AS next_kind,
        s.from_min,
        s.to_min,
        s.owner_then,
        s.team_then
    FROM fast.states AS s
    INNER JOIN openings AS o ON s.deal = o.deal_no
    WHERE NOT o.is_whole
)

SELECT
    a.deal_no AS deal,
    a.is_whole,
    cast(a.kind AS UTINYINT) AS kind,
    cast(a.next_kind AS UTINYINT) AS next_kind,
    a.from_min,
    a.to_min,
    COLUMNS(traits()),
    a.owner_then,
    a.team_then
FROM spans AS a
INNER JOIN fast.deals AS c ON a.deal_no = c.deal
ORDER BY NOT a.is_whole, a.deal_no, a.from_min;

CREATE OR REPLACE TABLE activity_types AS
SELECT
    cast(row_number() OVER (ORDER BY t.type) AS USMALLINT) AS code,
    t.type
FROM (
    SELECT DISTINCT coalesce(a.type, 'other') AS type
    FROM activities AS a
) AS t;

-- One row an activity that was done and belongs to a deal, with the span of that deal where it is whole. earlier_day:
-- that of the deal's activity before this one, -2147483648 without one, so that the first of a period is known without
-- looking at the others; later_min: when the next one was done, 2147483647 without one. The same of its type.
-- is_open_day: done on a day on which the deal was open, where that is a whole span.
CREATE OR REPLACE TABLE fast.activities AS
WITH done AS (
    SELECT
        a.deal_no,
        t.code AS type,
        minute_of(a.done_at) AS done_min,
        a.rowid AS activity_no
    FROM activities AS a
    INNER JOIN activity_types AS t ON coalesce(a.type, 'other') = t.type
    WHERE a.deal_no IS NOT NULL AND a.done_at IS NOT NULL
),

neighbours AS (
    SELECT
        d.*,
        lag(d.done_min) OVER of_deal AS earlier_min,
        lead(d.done_min) OVER of_deal AS later_min,
        lag(d.done_min) OVER of_type AS earlier_same_min,
        lead(d.done_min) OVER of_type AS later_same_min
    FROM done AS d
    WINDOW
        of_deal AS (PARTITION BY d.deal_no ORDER BY d.done_min, d.activity_no),
        of_type AS (PARTITION BY d.deal_no, d.type ORDER BY d.done_min, d.activity_no)
)

SELECT
    n.deal_no AS deal,
    n.type,
    n.done_min,
    cast(floor(n.done_min / 1440) AS INTEGER) AS done_day,
    coalesce(cast(floor(n.earlier_min / 1440) AS INTEGER), -2147483648) AS earlier_day,
    coalesce(cast(floor(n.earlier_same_min / 1440) AS INTEGER), -2147483648) AS earlier_same_day,
    coalesce(n.later_min, 2147483647) AS later_min,
    coalesce(n.later_same_min, 2147483647) AS later_same_min,
    coalesce(o.is_whole, FALSE) AS is_whole,
    coalesce(
        o.is_whole
        AND floor(n.done_min / 1440) >= floor(o.from_min / 1440)
        AND floor(n.done_min / 1440) <= floor(o.to_min / 1440),
        FALSE
    ) AS is_open_day,
    CASE WHEN o.is_whole THEN o.from_min ELSE 2147483647 END AS from_min,
    CASE WHEN o.is_whole THEN o.to_min ELSE 2147483647 END AS to_min,
    cast(CASE WHEN o.is_whole THEN o.next_kind ELSE 0 END AS UTINYINT) AS next_kind,
    COLUMNS(traits()),
    coalesce(o.owner_then, c.owner) AS owner_then,
    coalesce(o.team_then, c.team) AS team_then
FROM neighbours AS n
INNER JOIN fast.deals AS c ON n.deal_no = c.deal
LEFT JOIN openings AS o ON n.deal_no = o.deal_no
ORDER BY NOT coalesce(o.is_whole, FALSE), n.deal_no, n.done_min, n.activity_no;
