-- Stage moves of every deal, from its best evidence: 0 change log, 1 a date per stage, 2 snapshots, 3 one export.
CREATE OR REPLACE TEMP TABLE moves AS
SELECT
    m.* EXCLUDE (from_stage, import_id),
    cast(NULL AS TIMESTAMP) AS observed_at
FROM stated_moves AS m
UNION ALL BY NAME
-- A deal that was closed in one way whenever it was listed shows no move: one export would have told as much.
SELECT * EXCLUDE (before_code, not_before, as_of, import_id)
FROM snapshot_moves
WHERE deal_no IN (SELECT s.deal_no FROM snapshot_moves AS s WHERE s.kind = 0 OR s.before_code <> s.stage_code);

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
CREATE OR REPLACE TEMP TABLE lone_moves AS
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

-- An open deal that a later file of its list no longer holds: kind 4, missing since that file, in no stage. It is not
-- missing where its history goes on, or where it closed before.
CREATE OR REPLACE TEMP TABLE absent_deals AS
SELECT
    n.deal_no,
    a."at",
    n.as_of
FROM absences AS a
INNER JOIN numbered AS n ON a.deal_key = n.deal_key;

INSERT INTO moves BY NAME
SELECT *
FROM lone_moves
WHERE deal_no IN (SELECT a.deal_no FROM absent_deals AS a);

INSERT INTO moves BY NAME
SELECT
    a.deal_no,
    a."at",
    1000000 AS sequence,
    0 AS stage_code,
    4 AS kind,
    0 AS rank,
    l.evidence,
    FALSE AS by_day,
    TRUE AS entry_known
FROM absent_deals AS a
INNER JOIN (
    SELECT
        m.deal_no,
        max(m."at") AS "at",
        arg_max(m.kind, (m."at", m.sequence)) AS kind,
        min(m.evidence) AS evidence
    FROM moves AS m
    WHERE m.deal_no IN (SELECT b.deal_no FROM absent_deals AS b)
    GROUP BY m.deal_no
) AS l ON a.deal_no = l.deal_no
WHERE (l.kind = 0 AND a."at" > l."at") OR (l.evidence = 2 AND a."at" < a.as_of);

-- Which files tell the history of each deal, at which level, and whether they were used: A change log, B a date per
-- stage, C snapshots of one list. What is worse than the best was left aside.
CREATE OR REPLACE TABLE deal_sources AS
SELECT
    t.deal_no,
    CASE t.evidence WHEN 0 THEN 'A' ELSE 'B' END AS level,
    t.import_id,
    t.moves,
    t.first_at,
    t.last_at,
    t.evidence = b.evidence AND (
        t.import_id = b.import_id OR (t.evidence = 0 AND (t.first_at < b.first_at OR t.last_at > b.last_at))
    ) AS is_used
FROM told_sources AS t
INNER JOIN best_evidence AS b ON t.deal_no = b.deal_no
UNION ALL
SELECT
    n.deal_no,
    'C' AS level,
    v.import_id,
    count(*) AS moves,
    min(v.as_of) AS first_at,
    max(v.as_of) AS last_at,
    coalesce(bool_or(f.list_no = v.list_no AND e.deal_no IS NOT NULL), FALSE) AS is_used
FROM listed_versions AS v
INNER JOIN numbered AS n ON v.deal_key = n.deal_key
LEFT JOIN followed_lists AS f ON n.deal_no = f.deal_no
LEFT JOIN (SELECT DISTINCT m.deal_no FROM moves AS m WHERE m.evidence = 2) AS e ON n.deal_no = e.deal_no
GROUP BY n.deal_no, v.import_id;

CREATE OR REPLACE TEMP TABLE used_imports AS
SELECT
    deal_no,
    list(DISTINCT import_id ORDER BY import_id) AS import_ids
FROM deal_sources
WHERE is_used
GROUP BY deal_no;
