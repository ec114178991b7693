-- The believed deals, whole: where they stand, what they are worth, when something last happened.
-- Two exports that overlap state the same activity twice: by id the later file counts; without one, equal rows of
-- different files are one.
CREATE OR REPLACE TABLE activities AS
WITH facts AS (
    SELECT
        *,
        hash(
            type, subject, deal_id, deal_name, account_name, contact_name, owner_name, due_at, done_at, outcome
        ) AS fact
    FROM keyed_activities
),

numbered_rows AS (
    SELECT
        n.deal_no,
        a.* EXCLUDE (deal_key, system),
        row_number() OVER (
            PARTITION BY a.import_id, a.fact
            ORDER BY a.row
        ) AS nth,
        a.system
    FROM facts AS a
    LEFT JOIN numbered AS n ON a.deal_key = n.deal_key
)

SELECT * EXCLUDE (nth, system, fact)
FROM numbered_rows
QUALIFY row_number() OVER (
    PARTITION BY
        system, activity_id,
        CASE WHEN activity_id IS NULL THEN fact END,
        CASE WHEN activity_id IS NULL THEN nth ELSE 0 END,
        CASE WHEN activity_id IS NOT NULL THEN type END
    ORDER BY import_id DESC, row DESC
) = 1;

CREATE OR REPLACE TEMP TABLE last_activity AS
SELECT
    deal_no,
    max(done_at) AS "at"
FROM activities
WHERE deal_no IS NOT NULL
GROUP BY deal_no;

-- What the visits of a deal come to. A deal with one visit that goes on is as that visit is.
CREATE OR REPLACE TEMP TABLE lifetimes AS
SELECT
    b.deal_no,
    b.entered_min,
    b.entry_known AS first_known,
    CASE b.kind WHEN 0 THEN b.rank ELSE 0 END AS furthest,
    b.stage_code,
    b.kind,
    b.entered_min AS last_min,
    CASE b.kind WHEN 0 THEN b.stage_code END AS last_open_stage,
    b.evidence
FROM bare_visits AS b
WHERE b.visit_no = 1 AND b.left_min = 2147483647
UNION ALL
SELECT
    b.deal_no,
    min(b.entered_min) AS entered_min,
    arg_min(b.entry_known, b.visit_no) AS first_known,
    max(CASE WHEN b.kind = 0 THEN b.rank ELSE 0 END) AS furthest,
    arg_max(b.stage_code, b.visit_no) AS stage_code,
    arg_max(b.kind, b.visit_no) AS kind,
    arg_max(b.entered_min, b.visit_no) AS last_min,
    arg_max(b.stage_code, b.visit_no) FILTER (WHERE b.kind = 0) AS last_open_stage,
    min(b.evidence) AS evidence
FROM bare_visits AS b
WHERE b.visit_no > 1 OR b.left_min < 2147483647
GROUP BY b.deal_no;

CREATE OR REPLACE TABLE deals AS
SELECT
    b.deal_no,
    b.deal_key,
    CASE WHEN contains(b.deal_key, '@') THEN b.deal_key ELSE coalesce(b.deal_id, b.deal_key) END AS deal_id,
    coalesce(b.deal_name, b.deal_id, '') AS name,
    b.account,
    b.contact_name,
    b.owner,
    b.team,
    b.pipeline,
    coalesce(s.stage, b.stage, '') AS stage,
    CASE l.kind WHEN 0 THEN 'open' WHEN 1 THEN 'won' WHEN 2 THEN 'lost' WHEN 3 THEN 'void' ELSE 'missing' END AS status,
    coalesce(o.stage, CASE WHEN n.own_kind = 0 THEN b.stage END, '') AS last_open_stage,
    coalesce(o.rank, CASE WHEN n.own_kind = 0 THEN n.own_rank END, 0) AS last_open_rank,
    l.furthest,
    b.amount,
    coalesce(b.currency, '') AS currency,
    b.amount * coalesce(
        r.rate, CASE WHEN b.amount <> 0 THEN b.amount_base / b.amount END
    ) AS value,
    CASE WHEN b.amount <> 0 THEN b.amount_base / b.amount END AS file_rate,
    b.probability,
    coalesce(b.forecast_category, '') AS forecast_category,
    b.created_at,
    CASE WHEN l.kind IN (0, 4) THEN b.expected_close END AS expected_close,
    CASE
        WHEN l.kind IN (0, 4) THEN NULL
        WHEN n.kind = l.kind AND b.closed_at IS NOT NULL THEN b.closed_at
        ELSE make_timestamp(cast(l.last_min AS BIGINT) * 60000000)
    END AS closed_at,
    CASE WHEN l.kind = 0 THEN make_timestamp(cast(l.last_min AS BIGINT) * 60000000) END AS stage_entered_at,
    coalesce(b.lost_reason, '') AS lost_reason,
    coalesce(b.competitor, '') AS competitor,
    coalesce(b.source, '') AS source,
    coalesce(b.deal_type, '') AS deal_type,
    coalesce(b.customer_type, '') AS customer_type,
    b.product,
    b.segment,
    b.region,
    b.industry,
    coalesce(b.next_step, '') AS next_step,
    greatest(b.last_activity_at, a."at") AS last_activity_at,
    b.last_activity_at AS stated_activity_at,
    b.next_activity_at,
    b.modified_at,
    b.extra,
    cast(l.evidence AS UTINYINT) AS evidence,
    l.entered_min,
    CASE WHEN l.kind = 4 THEN make_timestamp(cast(l.last_min AS BIGINT) * 60000000) END AS missing_since,
    l.first_known AND (b.created_at IS NOT NULL OR l.evidence < 3) AS entry_known,
    coalesce(h.import_ids, [b.import_id]) AS history_imports,
    b.import_id,
    coalesce(b.sheet, '') AS sheet,
    b.row,
    b.versions
FROM believed AS b
INNER JOIN standing AS n ON b.deal_no = n.deal_no
INNER JOIN lifetimes AS l ON b.deal_no = l.deal_no
LEFT JOIN stages AS s ON l.stage_code = s.stage_code
LEFT JOIN stages AS o ON l.last_open_stage = o.stage_code
LEFT JOIN last_activity AS a ON b.deal_no = a.deal_no
LEFT JOIN used_imports AS h ON b.deal_no = h.deal_no
LEFT JOIN rates AS r
    ON
        coalesce(b.currency, '') = r.currency
        AND day_of(CASE WHEN l.kind IN (0, 4) THEN b.as_of ELSE coalesce(b.closed_at, b.as_of) END) >= r.from_day
        AND day_of(CASE WHEN l.kind IN (0, 4) THEN b.as_of ELSE coalesce(b.closed_at, b.as_of) END) < r.to_day;

-- Of two targets for the same the later file holds, and before every file what people stated (import 2147483647).
CREATE OR REPLACE TABLE targets AS
SELECT t.*
FROM (
    SELECT f.* EXCLUDE (sheet)
    FROM loaded.targets AS f
    UNION ALL BY NAME
    SELECT
        2147483647 AS import_id,
        o.level,
        nullif(o.name, '') AS name,
        nullif(o.pipeline, '') AS pipeline,
        o.period_start,
        o.period_end,
        o.amount,
        nullif(o.currency, '') AS currency,
        'bookings' AS measure
    FROM own_targets AS o
) AS t
QUALIFY row_number() OVER (
    PARTITION BY t.level, t.name, t.pipeline, t.period_start, t.period_end, t.measure ORDER BY t.import_id DESC
) = 1;

-- Three bands of deal size, cut at the thirds of the values and rounded to two digits.
CREATE OR REPLACE TEMP TABLE size_cuts AS
SELECT
    round(low, 1 - cast(floor(log10(low)) AS INTEGER)) AS low,
    round(high, 1 - cast(floor(log10(high)) AS INTEGER)) AS high
FROM (
    SELECT
        quantile_cont(value, 1.0 / 3) AS low,
        quantile_cont(value, 2.0 / 3) AS high
    FROM deals
    WHERE value > 0
)
WHERE low > 0;

CREATE OR REPLACE TEMP TABLE sizes AS
SELECT
    d.deal_no,
    CASE
        WHEN d.value IS NULL OR c.low IS NULL THEN ''
        WHEN d.value < c.low THEN '< ' || format('{:,}', cast(c.low AS BIGINT))
        WHEN
            d.value < c.high
            THEN format('{:,}', cast(c.low AS BIGINT)) || ' – ' || format('{:,}', cast(c.high AS BIGINT))
        ELSE '≥ ' || format('{:,}', cast(c.high AS BIGINT))
    END AS size_band
FROM deals AS d
LEFT JOIN size_cuts AS c ON TRUE;
