-- Pipelines and their stages: who says which stage comes where, best reason first (see data_loaders.schema.STAGES).
CREATE OR REPLACE TEMP TABLE stage_names AS
SELECT
    pipeline,
    stage
FROM numbered
WHERE stage IS NOT NULL
UNION
-- Stages that only earlier snapshots name.
SELECT
    coalesce(d.pipeline, b.pipeline) AS pipeline,
    d.stage
FROM versions AS v
INNER JOIN version_counts AS c ON v.deal_key = c.deal_key AND c.versions > 1
INNER JOIN loaded.deals AS d ON v.source = d.rowid
INNER JOIN numbered AS b ON v.deal_key = b.deal_key
WHERE d.stage IS NOT NULL
UNION
SELECT
    coalesce(e.pipeline, b.pipeline) AS pipeline,
    e.to_stage AS stage
FROM keyed_events AS e
INNER JOIN numbered AS b ON e.deal_key = b.deal_key
WHERE e.to_stage IS NOT NULL
UNION
SELECT
    coalesce(e.pipeline, b.pipeline) AS pipeline,
    e.from_stage AS stage
FROM keyed_events AS e
INNER JOIN numbered AS b ON e.deal_key = b.deal_key
WHERE e.from_stage IS NOT NULL
UNION
-- Stated by a file, though no deal has been there yet.
SELECT
    p.pipeline,
    h.stage
FROM loaded.stages AS h
INNER JOIN (
    SELECT
        pipeline,
        count(*) OVER () AS pipelines
    FROM numbered
    GROUP BY pipeline
) AS p ON h.pipeline = p.pipeline OR (h.pipeline IS NULL AND p.pipelines = 1)
ANTI JOIN repeated_imports AS x ON h.import_id = x.import_id
WHERE h.strength <= 2;

CREATE OR REPLACE TEMP TABLE stage_hints AS
SELECT
    n.pipeline,
    n.stage,
    h.position,
    h.status,
    h.strength,
    h.reason,
    h.import_id,
    h.pipeline IS NULL AS is_general
FROM stage_names AS n
INNER JOIN loaded.stages AS h ON n.stage = h.stage AND (h.pipeline IS NULL OR n.pipeline = h.pipeline)
ANTI JOIN repeated_imports AS x ON h.import_id = x.import_id
UNION ALL
SELECT
    n.pipeline,
    n.stage,
    r.position,
    r.status,
    -1 AS strength,
    'set by hand' AS reason,
    0 AS import_id,
    FALSE AS is_general
FROM stage_names AS n
INNER JOIN stage_rules AS r ON n.pipeline = r.pipeline AND n.stage = r.stage;

-- One file leads the order of a pipeline: the one with the best reason, then the one that knows most of its stages.
CREATE OR REPLACE TEMP TABLE leading_files AS
SELECT
    pipeline,
    arg_min(import_id, (strength, -known, is_general, -import_id)) AS import_id
FROM (
    SELECT
        pipeline,
        import_id,
        is_general,
        min(strength) AS strength,
        count(*) AS known
    FROM stage_hints
    WHERE position IS NOT NULL
    GROUP BY pipeline, import_id, is_general
)
GROUP BY pipeline;

-- A stage that the leading file does not know comes after the last stage that another file puts before it.
CREATE OR REPLACE TEMP TABLE places_between AS
WITH strangers AS (
    SELECT
        h.pipeline,
        h.stage,
        arg_min(h.import_id, (h.strength, h.is_general, -h.import_id)) AS import_id,
        arg_min(h.position, (h.strength, h.is_general, -h.import_id)) AS position
    FROM stage_hints AS h
    INNER JOIN leading_files AS l ON h.pipeline = l.pipeline
    WHERE h.position IS NOT NULL
    GROUP BY h.pipeline, h.stage
    HAVING NOT bool_or(h.import_id = l.import_id)
)

SELECT
    s.pipeline,
    s.stage,
    coalesce(max(k.position), 0) + 0.5 + max(s.position) / 10000.0 AS position
FROM strangers AS s
INNER JOIN leading_files AS l ON s.pipeline = l.pipeline
LEFT JOIN stage_hints AS o ON s.pipeline = o.pipeline AND s.import_id = o.import_id AND s.position > o.position
LEFT JOIN stage_hints AS k ON o.pipeline = k.pipeline AND o.stage = k.stage AND l.import_id = k.import_id
GROUP BY s.pipeline, s.stage;

CREATE OR REPLACE TEMP TABLE placed_stages AS
SELECT
    n.pipeline,
    n.stage,
    coalesce(arg_min(h.status, (h.strength, h.is_general, -h.import_id)), 'open') AS status,
    coalesce(arg_min(h.reason, (h.strength, h.is_general, -h.import_id)), 'first seen') AS reason,
    coalesce(
        min(h.position) FILTER (WHERE h.strength = -1),
        min(h.position) FILTER (WHERE h.import_id = l.import_id),
        max(b.position),
        1000
    ) AS position
FROM stage_names AS n
LEFT JOIN stage_hints AS h ON n.pipeline = h.pipeline AND n.stage = h.stage
LEFT JOIN leading_files AS l ON n.pipeline = l.pipeline
LEFT JOIN places_between AS b ON n.pipeline = b.pipeline AND n.stage = b.stage
GROUP BY n.pipeline, n.stage;

-- A system that keeps the outcome beside the stage still needs a place for it.
INSERT INTO placed_stages
SELECT
    p.pipeline,
    o.stage,
    o.status,
    'the outcome, stated beside the stage' AS reason,
    1001 AS position
FROM (SELECT DISTINCT pipeline FROM numbered) AS p
CROSS JOIN (VALUES ('Won', 'won'), ('Lost', 'lost'), ('Void', 'void')) AS o (stage, status)
WHERE NOT EXISTS (
    SELECT 1 FROM placed_stages AS s WHERE s.pipeline = p.pipeline AND s.status = o.status
);

CREATE OR REPLACE TABLE pipelines AS
SELECT
    cast(row_number() OVER (ORDER BY deals DESC, pipeline) AS USMALLINT) AS pipeline_code,
    pipeline,
    deals
FROM (
    SELECT
        pipeline,
        count(*) AS deals
    FROM numbered
    GROUP BY pipeline
);

-- rank: 1..K for open stages in order, K + 1 for won, 0 for lost and void, which have no place in the order.
CREATE OR REPLACE TABLE stages AS
WITH open_ranks AS (
    SELECT
        pipeline,
        stage,
        row_number() OVER (PARTITION BY pipeline ORDER BY position, stage) AS rank
    FROM placed_stages
    WHERE status = 'open'
),

depths AS (
    SELECT
        pipeline,
        max(rank) AS depth
    FROM open_ranks
    GROUP BY pipeline
)

SELECT
    cast(row_number() OVER (ORDER BY p.pipeline_code, o.rank, s.status, s.stage) AS USMALLINT) AS stage_code,
    p.pipeline_code,
    s.pipeline,
    s.stage,
    s.status,
    cast(CASE s.status WHEN 'open' THEN 0 WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 3 END AS UTINYINT) AS kind,
    cast(
        CASE s.status WHEN 'open' THEN o.rank WHEN 'won' THEN coalesce(d.depth, 0) + 1 ELSE 0 END AS USMALLINT
    ) AS rank,
    s.reason
FROM placed_stages AS s
INNER JOIN pipelines AS p ON s.pipeline = p.pipeline
LEFT JOIN open_ranks AS o ON s.pipeline = o.pipeline AND s.stage = o.stage
LEFT JOIN depths AS d ON s.pipeline = d.pipeline;

CREATE OR REPLACE TEMP TABLE outcome_stages AS
SELECT
    pipeline,
    status,
    min(stage) AS stage
FROM stages
WHERE status <> 'open'
GROUP BY pipeline, status;
