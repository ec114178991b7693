-- What the files of lists of several snapshots say.
CREATE OR REPLACE TEMP TABLE listed_versions AS
SELECT
    v.*,
    l.list_no,
    l.before_as_of
FROM versions AS v
INNER JOIN list_snapshots AS l ON v.import_id = l.import_id AND v.as_of = l.as_of
WHERE l.list_files > 1;

-- Snapshots: the difference between two of one list is a move. A deal that several lists hold is followed in the one
-- that holds it most often, then longest. Its stages in another pipeline than its present one are no moves of this one.
CREATE OR REPLACE TEMP TABLE followed_lists AS
SELECT
    n.deal_no,
    v.list_no
FROM listed_versions AS v
INNER JOIN numbered AS n ON v.deal_key = n.deal_key
ANTI JOIN best_evidence AS b ON n.deal_no = b.deal_no
GROUP BY n.deal_no, v.list_no
QUALIFY row_number() OVER (PARTITION BY n.deal_no ORDER BY count(*) DESC, max(v.as_of) DESC, v.list_no) = 1;

CREATE OR REPLACE TEMP TABLE listed AS
SELECT
    n.deal_no,
    n.deal_key,
    v.import_id,
    v.as_of,
    v.before_as_of,
    v.order_no,
    r.stage_entered_at,
    r.created_at,
    r.closed_at,
    coalesce(s.status, 'open') AS stage_status,
    coalesce(r.status, s.status, 'open') AS status,
    n.pipeline,
    r.stage,
    lag(v.as_of) OVER deal AS seen_as_of
FROM listed_versions AS v
INNER JOIN loaded.deals AS r ON v.source = r.rowid
INNER JOIN numbered AS n ON v.deal_key = n.deal_key
INNER JOIN followed_lists AS f ON n.deal_no = f.deal_no AND v.list_no = f.list_no
LEFT JOIN stages AS s ON s.pipeline = n.pipeline AND s.stage = r.stage
WHERE coalesce(r.pipeline, 'Default') = n.pipeline
WINDOW deal AS (PARTITION BY n.deal_no ORDER BY v.order_no);

CREATE OR REPLACE TEMP TABLE snapshot_moves AS
WITH coded AS (
    SELECT
        p.*,
        coalesce(
            CASE WHEN p.status = p.stage_status THEN s.stage_code END, outcome.stage_code, s.stage_code
        ) AS stage_code,
        coalesce(a."at" > p.seen_as_of, FALSE) AS is_back
    FROM listed AS p
    ASOF LEFT JOIN absences AS a ON p.deal_key = a.deal_key AND p.as_of > a."at"
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
    CASE WHEN c.before_code IS NULL AND c.before_as_of IS NULL THEN c.as_of END AS observed_at,
    c.before_code,
    coalesce(c.seen_as_of, c.before_as_of) AS not_before,
    c.as_of,
    c.import_id
FROM compared AS c
INNER JOIN stages AS s ON c.stage_code = s.stage_code
WHERE c.before_code IS DISTINCT FROM c.stage_code OR c.is_back;

CREATE OR REPLACE TEMP TABLE listed_late AS
SELECT deal_no
FROM listed
GROUP BY deal_no
HAVING arg_min(before_as_of IS NOT NULL, order_no);

-- The differences between snapshots with their precision: the move happened after not_before, up to as_of.
CREATE OR REPLACE TABLE moves_between_snapshots AS
SELECT
    m.deal_no,
    b.stage AS from_stage,
    s.stage AS to_stage,
    m."at",
    m.not_before,
    m.as_of,
    m.import_id
FROM snapshot_moves AS m
INNER JOIN stages AS s ON m.stage_code = s.stage_code
LEFT JOIN stages AS b ON m.before_code = b.stage_code
WHERE m.not_before IS NOT NULL;
