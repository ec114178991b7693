-- Stage moves of every deal, from its best evidence: 0 change log, 1 a date per stage, 2 snapshots, 3 one export.
-- minute_of and day_of count from 1970-01-01; 2147483647 means "not yet".
-- Years no sales team lives in (9999 as "open end") are cut so that they still fit.
CREATE OR REPLACE MACRO minute_of(instant) AS CASE
    WHEN instant IS NOT NULL
        THEN cast(greatest(-1000000000, least(2000000000, floor(epoch_us(instant) / 60000000))) AS INTEGER)
END;

CREATE OR REPLACE MACRO day_of(instant) AS CASE
    WHEN instant IS NOT NULL
        THEN cast(greatest(-1000000, least(2000000, floor(epoch_us(instant) / 86400000000))) AS INTEGER)
END;

CREATE OR REPLACE TEMP TABLE numbered AS
SELECT
    b.deal_no,
    b.deal_key,
    b.pipeline,
    b.stage,
    s.stage_code AS own_stage_code,
    s.rank AS own_rank,
    coalesce(s.kind, 0) AS own_kind,
    CASE
        WHEN b.stage IS NOT NULL AND coalesce(s.reason, '') = 'set by hand' THEN s.status
        ELSE coalesce(b.status, s.status, 'open')
    END AS status,
    b.created_at,
    b.closed_at,
    b.stage_entered_at,
    b.as_of,
    b.versions
FROM believed AS b
LEFT JOIN stages AS s ON b.pipeline = s.pipeline AND b.stage = s.stage;

-- Where a deal stands by its record: an outcome stated beside the stage outweighs the stage's own.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT
    n.*,
    CASE
        WHEN n.status = 'open' THEN CASE WHEN n.own_kind = 0 THEN n.own_stage_code END
        ELSE coalesce(CASE WHEN own.status = n.status THEN n.own_stage_code END, outcome.stage_code)
    END AS stage_code,
    CASE n.status WHEN 'open' THEN 0 WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END AS kind
FROM numbered AS n
LEFT JOIN stages AS own ON n.own_stage_code = own.stage_code
LEFT JOIN outcome_stages AS o ON n.pipeline = o.pipeline AND n.status = o.status
LEFT JOIN stages AS outcome ON o.pipeline = outcome.pipeline AND o.stage = outcome.stage;

CREATE OR REPLACE TEMP TABLE stated_moves AS
SELECT
    n.deal_no,
    e."at",
    e.sequence,
    s.stage_code,
    s.kind,
    s.rank,
    CASE e.evidence WHEN 'log' THEN 0 ELSE 1 END AS evidence,
    coalesce(e.precision, 'second') = 'day' AS by_day,
    TRUE AS entry_known,
    e.from_stage
FROM keyed_events AS e
INNER JOIN numbered AS n ON e.deal_key = n.deal_key
INNER JOIN stages AS s ON s.pipeline = coalesce(e.pipeline, n.pipeline) AND s.stage = e.to_stage
WHERE e."at" IS NOT NULL;

-- A log that starts late: its first change names the stage before. The deal was there, since when is not known.
INSERT INTO stated_moves BY NAME
SELECT
    f.deal_no,
    n.created_at AS "at",
    f.sequence - 1 AS sequence,
    s.stage_code,
    s.kind,
    s.rank,
    0 AS evidence,
    f.by_day,
    FALSE AS entry_known
FROM (
    SELECT
        deal_no,
        min("at") AS "at",
        arg_min_null(from_stage, ("at", sequence)) AS from_stage,
        arg_min(sequence, ("at", sequence)) AS sequence,
        max(by_day) AS by_day
    FROM stated_moves
    WHERE evidence = 0
    GROUP BY deal_no
) AS f
INNER JOIN numbered AS n ON f.deal_no = n.deal_no
INNER JOIN stages AS s ON s.pipeline = n.pipeline AND s.stage = f.from_stage
WHERE n.created_at < f."at" AND s.kind = 0;

CREATE OR REPLACE TEMP TABLE best_evidence AS
SELECT
    deal_no,
    min(evidence) AS evidence
FROM stated_moves
GROUP BY deal_no;

-- Snapshots: the same list, exported again later, by one system. The difference between two of them is a move.
CREATE OR REPLACE TEMP TABLE snapshot_days AS
SELECT
    system,
    as_of,
    lag(as_of) OVER (PARTITION BY system ORDER BY as_of) AS before_as_of
FROM (
    SELECT DISTINCT
        system,
        as_of
    FROM imports
    WHERE list_contains(kinds, 'deals')
);

CREATE OR REPLACE TEMP TABLE snapshots AS
SELECT
    n.deal_no,
    v.as_of,
    d.before_as_of,
    v.order_no,
    r.stage_entered_at,
    r.created_at,
    r.closed_at,
    r.amount,
    r.expected_close,
    coalesce(s.status, 'open') AS stage_status,
    coalesce(r.status, s.status, 'open') AS status,
    n.pipeline,
    r.stage
FROM versions AS v
INNER JOIN loaded.deals AS r ON v.source = r.rowid
INNER JOIN numbered AS n ON v.deal_key = n.deal_key
INNER JOIN snapshot_days AS d ON v.system = d.system AND v.as_of = d.as_of
LEFT JOIN stages AS s ON s.pipeline = n.pipeline AND s.stage = r.stage
WHERE
    v.system IN (SELECT m.system FROM snapshot_days AS m GROUP BY m.system HAVING count(*) > 1)
    AND NOT EXISTS (SELECT 1 FROM best_evidence AS b WHERE b.deal_no = n.deal_no);

CREATE OR REPLACE TEMP TABLE snapshot_moves AS
WITH coded AS (
    SELECT
        p.*,
        coalesce(
            CASE WHEN p.status = p.stage_status THEN s.stage_code END, outcome.stage_code, s.stage_code
        ) AS stage_code
    FROM snapshots AS p
    LEFT JOIN stages AS s ON s.pipeline = p.pipeline AND s.stage = p.stage
    LEFT JOIN outcome_stages AS o ON o.pipeline = p.pipeline AND o.status = p.status
    LEFT JOIN stages AS outcome ON outcome.pipeline = o.pipeline AND outcome.stage = o.stage
),

compared AS (
    SELECT
        c.*,
        lag(c.stage_code) OVER (PARTITION BY c.deal_no ORDER BY c.order_no) AS before_code
    FROM coded AS c
)

SELECT
    c.deal_no,
    CASE
        WHEN
            c.status <> 'open'
            AND c.closed_at <= c.as_of
            AND c.closed_at > coalesce(c.before_as_of, TIMESTAMP '0001-01-02') - INTERVAL 1 DAY
            THEN c.closed_at
        WHEN
            c.status = 'open'
            AND c.stage_entered_at <= c.as_of
            AND (
                c.before_code IS NULL
                OR c.stage_entered_at > coalesce(c.before_as_of, TIMESTAMP '0001-01-02') - INTERVAL 1 DAY
            )
            THEN c.stage_entered_at
        WHEN c.before_code IS NULL AND c.created_at > c.before_as_of AND c.created_at <= c.as_of THEN c.created_at
        ELSE c.as_of
    END AS "at",
    c.order_no AS sequence,
    s.stage_code,
    s.kind,
    s.rank,
    2 AS evidence,
    FALSE AS by_day,
    c.before_code IS NOT NULL
    OR coalesce(c.status = 'open' AND c.stage_entered_at <= c.as_of, FALSE)
    OR coalesce(c.created_at > c.before_as_of, FALSE) AS entry_known,
    CASE WHEN c.before_code IS NULL AND c.before_as_of IS NULL THEN c.as_of END AS observed_at
FROM compared AS c
INNER JOIN stages AS s ON c.stage_code = s.stage_code
WHERE c.before_code IS DISTINCT FROM c.stage_code;

CREATE OR REPLACE TEMP TABLE listed_late AS
SELECT deal_no
FROM snapshots
GROUP BY deal_no
HAVING arg_min(before_as_of IS NOT NULL, order_no);

CREATE OR REPLACE TEMP TABLE moves AS
SELECT
    m.* EXCLUDE (from_stage),
    cast(NULL AS TIMESTAMP) AS observed_at
FROM stated_moves AS m
INNER JOIN best_evidence AS b ON m.deal_no = b.deal_no AND m.evidence = b.evidence
UNION ALL BY NAME
-- A deal that was closed whenever it was listed shows no move: one export would have told as much.
SELECT *
FROM snapshot_moves
WHERE deal_no IN (SELECT s.deal_no FROM snapshot_moves AS s WHERE s.kind = 0);

CREATE OR REPLACE TEMP TABLE last_moves AS
SELECT
    m.deal_no,
    max(m."at") AS "at",
    arg_max(m.kind, (m."at", m.sequence)) AS kind,
    arg_max(m.stage_code, (m."at", m.sequence)) AS stage_code,
    max(m.sequence) AS sequence,
    min(m.evidence) AS evidence,
    max(m.by_day) AS by_day
FROM moves AS m
GROUP BY m.deal_no;

-- The record knows more than its history: a close or a move that the history does not hold is added at its end.
INSERT INTO moves BY NAME
SELECT
    n.deal_no,
    CASE
        WHEN n.kind > 0 THEN greatest(coalesce(n.closed_at, l."at"), l."at")
        WHEN n.stage_entered_at > l."at" THEN n.stage_entered_at
        ELSE n.as_of
    END AS "at",
    l.sequence + 1 AS sequence,
    s.stage_code,
    s.kind,
    s.rank,
    l.evidence,
    l.by_day,
    n.kind > 0 OR coalesce(n.stage_entered_at > l."at", FALSE) AS entry_known
FROM standing AS n
INNER JOIN last_moves AS l ON n.deal_no = l.deal_no
INNER JOIN stages AS s ON n.stage_code = s.stage_code
WHERE
    (n.kind > 0 AND l.kind = 0)
    OR (n.kind = 0 AND n.as_of > l."at" AND n.stage_code <> l.stage_code);

-- One export: the record alone. The stages before the present one, and their times, stay unknown.
INSERT INTO moves BY NAME
SELECT
    n.deal_no,
    CASE
        WHEN n.kind = 0 THEN coalesce(n.stage_entered_at, n.created_at, n.as_of)
        ELSE coalesce(n.closed_at, n.stage_entered_at, n.created_at, n.as_of)
    END AS "at",
    1 AS sequence,
    coalesce(n.stage_code, 0) AS stage_code,
    n.kind,
    coalesce(s.rank, 0) AS rank,
    3 AS evidence,
    FALSE AS by_day,
    CASE WHEN n.kind = 0 THEN n.stage_entered_at IS NOT NULL ELSE n.closed_at IS NOT NULL END AS entry_known
FROM standing AS n
LEFT JOIN stages AS s ON n.stage_code = s.stage_code
WHERE NOT EXISTS (SELECT 1 FROM last_moves AS l WHERE l.deal_no = n.deal_no);
