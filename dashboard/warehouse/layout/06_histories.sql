-- Where each deal stands, and the moves that logs (evidence 0) and date columns (1) tell, from its best files.
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

-- Where a deal stands by its record: an outcome stated beside the stage outweighs the stage's own.
CREATE OR REPLACE TEMP TABLE standing AS
WITH stated AS (
    SELECT
        n.*,
        s.stage_code AS own_stage_code,
        s.rank AS own_rank,
        coalesce(s.kind, 0) AS own_kind,
        s.status AS own_status,
        CASE
            WHEN n.stage IS NOT NULL AND coalesce(s.reason, '') = 'set by hand' THEN s.status
            ELSE coalesce(n.status, s.status, 'open')
        END AS outcome
    FROM numbered AS n
    LEFT JOIN stages AS s ON n.pipeline = s.pipeline AND n.stage = s.stage
)

SELECT
    n.deal_no,
    n.created_at,
    n.closed_at,
    n.stage_entered_at,
    n.as_of,
    n.own_rank,
    n.own_kind,
    CASE
        WHEN n.outcome = 'open' THEN CASE WHEN n.own_kind = 0 THEN n.own_stage_code END
        ELSE coalesce(CASE WHEN n.own_status = n.outcome THEN n.own_stage_code END, s.stage_code)
    END AS stage_code,
    CASE n.outcome WHEN 'open' THEN 0 WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END AS kind
FROM stated AS n
LEFT JOIN outcome_stages AS o ON n.pipeline = o.pipeline AND n.outcome = o.status
LEFT JOIN stages AS s ON o.pipeline = s.pipeline AND o.stage = s.stage;

CREATE OR REPLACE TEMP TABLE told_moves AS
SELECT
    n.deal_no,
    e.import_id,
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

-- Which files tell the moves of a deal. The better evidence leads: a log before dates. Of two logs the one with more
-- moves leads, then the one with the finer times; of two lists with dates the later one.
CREATE OR REPLACE TEMP TABLE told_sources AS
SELECT
    m.deal_no,
    m.evidence,
    m.import_id,
    max(i.as_of) AS as_of,
    count(*) AS moves,
    bool_or(m.by_day) AS by_day,
    min(m."at") AS first_at,
    max(m."at") AS last_at
FROM told_moves AS m
INNER JOIN active_imports AS i ON m.import_id = i.import_id
GROUP BY m.deal_no, m.evidence, m.import_id;

CREATE OR REPLACE TEMP TABLE best_evidence AS
SELECT
    *,
    count(*) OVER (PARTITION BY deal_no) > 1 AS has_others
FROM told_sources
QUALIFY row_number() OVER (
    PARTITION BY deal_no
    ORDER BY
        evidence, CASE evidence WHEN 0 THEN moves ELSE epoch(as_of) END DESC, by_day, as_of DESC, import_id DESC
) = 1;

-- Another log of the deal adds what happened before the leading one begins and after it ends.
CREATE OR REPLACE TEMP TABLE stated_moves AS
SELECT m.*
FROM told_moves AS m
INNER JOIN best_evidence AS b ON m.deal_no = b.deal_no AND m.import_id = b.import_id AND m.evidence = b.evidence
UNION ALL BY NAME
SELECT m.*
FROM told_moves AS m
INNER JOIN best_evidence AS b ON m.deal_no = b.deal_no AND b.has_others
WHERE m.evidence = 0 AND b.evidence = 0 AND m.import_id <> b.import_id AND (m."at" < b.first_at OR m."at" > b.last_at)
QUALIFY row_number() OVER (PARTITION BY m.deal_no, m."at", m.stage_code ORDER BY m.import_id, m.sequence) = 1;

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
