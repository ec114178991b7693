-- A believable log of as many deals as asked for over two years: about 5.3 stage visits a deal, skips, moves back,
-- drags, reopened deals.
-- Every number comes from a hash of the deal and a purpose, so the same count gives the same rows everywhere.
CREATE OR REPLACE MACRO chance(deal, purpose) AS (hash(deal, purpose) % 1000003) / 1000003.0;

CREATE OR REPLACE MACRO one_of(deal, purpose, count) AS cast(floor(chance(deal, purpose) * count) AS INTEGER);

CREATE OR REPLACE TEMP TABLE people AS
SELECT
    r.i AS deal,
    one_of(i, 'owner', 50) AS owner,
    one_of(i, 'segment', 6) AS segment,
    TIMESTAMP '2024-01-01' + to_minutes(cast(floor(chance(i, 'born') * 728 * 1440) AS BIGINT)) AS born,
    -- Each stage is passed with 86 %: how many of the six stages the deal will ever see.
    least(6, 1 + cast(floor(ln(1 - chance(i, 'depth')) / ln(0.86)) AS INTEGER)) AS depth,
    round(exp(8.5 + 1.2 * (chance(i, 'a') + chance(i, 'b') + chance(i, 'c') - 1.5) * 2), 2) AS amount
FROM range($deals) AS r (i);

CREATE OR REPLACE TEMP TABLE steps AS
WITH forward AS (
    SELECT
        p.deal,
        p.born,
        p.depth,
        s.stage,
        CASE
            WHEN s.stage > 1 AND s.stage < p.depth AND chance(p.deal, 'skip' || s.stage) < 0.05 THEN []
            WHEN s.stage > 1 AND chance(p.deal, 'back' || s.stage) < 0.07 THEN [s.stage, s.stage - 1, s.stage]
            ELSE [s.stage]
        END AS visited
    FROM people AS p, range(1, 7) AS s (stage)
    WHERE s.stage <= p.depth
),

visited AS (
    SELECT
        deal,
        born,
        stage AS step,
        unnest(visited) AS stage,
        unnest(range(len(visited))) AS part
    FROM forward
    UNION ALL
    -- The outcome: won from the last stage with 42 %, void with 2 %, else lost; a tenth of the deals never close.
    SELECT
        deal,
        born,
        7 AS step,
        CASE
            WHEN chance(deal, 'outcome') < 0.02 THEN 9
            WHEN depth = 6 AND chance(deal, 'outcome') < 0.44 THEN 7
            ELSE 8
        END AS stage,
        0 AS part
    FROM people
    WHERE chance(deal, 'closes') > 0.1
    UNION ALL
    -- One lost deal in forty comes back to the stage it was lost from, and three in four of those close again.
    SELECT
        p.deal,
        p.born,
        7 + r.step AS step,
        CASE WHEN r.step = 1 THEN p.depth WHEN chance(p.deal, 'again') < 0.3 THEN 7 ELSE 8 END AS stage,
        0 AS part
    FROM people AS p, range(1, 3) AS r (step)
    WHERE
        chance(p.deal, 'closes') > 0.1
        AND chance(p.deal, 'outcome') >= CASE p.depth WHEN 6 THEN 0.44 ELSE 0.02 END
        AND chance(p.deal, 'reopened') < 0.025
        AND (r.step = 1 OR chance(p.deal, 'again') < 0.75)
)

SELECT
    v.deal,
    v.step,
    v.part,
    v.stage,
    lag(v.stage) OVER deal AS before,
    v.born + to_minutes(cast(coalesce(sum(
        -- Days in a stage: exponential, longer in proposal and for some owners.
        5 - ln(1 - chance(v.deal, 'stay' || v.step || '.' || v.part))
        * (4 + v.stage * 3 + CASE v.stage WHEN 4 THEN 8 ELSE 0 END) * (0.7 + (p.owner % 7) * 0.1) * 1440
    ) OVER (PARTITION BY v.deal ORDER BY v.step, v.part ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
    AS BIGINT)) AS "at"
FROM visited AS v
INNER JOIN people AS p ON v.deal = p.deal
WINDOW deal AS (PARTITION BY v.deal ORDER BY v.step, v.part);

-- What had happened by the end of 2025.
DELETE FROM steps WHERE "at" >= TIMESTAMP '2026-01-01';

CREATE OR REPLACE MACRO stage_name(number) AS (
    ['Lead', 'Qualified', 'Demo', 'Proposal', 'Negotiation', 'Contract', 'Won', 'Lost', 'Void']
)[number];

CREATE OR REPLACE TEMP TABLE made_events AS
SELECT
    'history' AS sheet,
    row_number() OVER (ORDER BY "at", deal, step, part) + 1 AS row,
    'D' || deal AS deal_id,
    'Sales' AS pipeline,
    stage_name(before) AS from_stage,
    stage_name(stage) AS to_stage,
    "at",
    'log' AS evidence,
    'minute' AS precision,
    row_number() OVER (ORDER BY "at", deal, step, part) AS sequence
FROM steps;

CREATE OR REPLACE TEMP TABLE made_deals AS
SELECT
    '' AS sheet,
    p.deal + 2 AS row,
    'D' || p.deal AS deal_id,
    'Deal ' || p.deal AS deal_name,
    'Account ' || one_of(p.deal, 'account', 200000) AS account_name,
    'Owner ' || lpad(cast(p.owner AS VARCHAR), 2, '0') AS owner_name,
    'Team ' || p.owner % 5 AS team,
    'Sales' AS pipeline,
    stage_name(l.stage) AS stage,
    CASE l.stage WHEN 7 THEN 'won' WHEN 8 THEN 'lost' WHEN 9 THEN 'void' ELSE 'open' END AS status,
    CASE WHEN l.stage < 7 THEN l."at" END AS stage_entered_at,
    CASE WHEN chance(p.deal, 'blank') > 0.03 THEN p.amount END AS amount,
    'CNY' AS currency,
    [0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1, 0, 0][l.stage] AS probability,
    CASE
        WHEN l.stage < 7 AND chance(p.deal, 'omitted') < 0.03 THEN 'Omitted'
        WHEN l.stage < 7 THEN ['Pipeline', 'Pipeline', 'Best Case', 'Best Case', 'Commit', 'Commit'][l.stage]
    END AS forecast_category,
    p.born AS created_at,
    CASE WHEN l.stage < 7 THEN cast(l."at" AS DATE) + one_of(p.deal, 'due', 90) END AS expected_close,
    CASE WHEN l.stage >= 7 THEN l."at" END AS closed_at,
    CASE WHEN l.stage = 8 AND chance(p.deal, 'reason') > 0.2 THEN 'Reason ' || one_of(p.deal, 'which', 9) END
        AS lost_reason,
    CASE WHEN l.stage = 8 AND chance(p.deal, 'rival') > 0.5 THEN 'Rival ' || one_of(p.deal, 'who', 12) END
        AS competitor,
    'Source ' || one_of(p.deal, 'source', 8) AS source,
    'Type ' || one_of(p.deal, 'type', 3) AS deal_type,
    'Product ' || one_of(p.deal, 'product', 7) AS product,
    'Segment ' || p.segment AS segment,
    'Region ' || one_of(p.deal, 'region', 10) AS region,
    l."at" AS last_activity_at,
    l."at" AS modified_at,
    -- Columns of the file's own: one that every deal fills, and one that four in five do.
    to_json(
        struct_pack(
            "Campaign" := 'Campaign ' || one_of(p.deal, 'campaign', 12),
            "Priority" := CASE WHEN chance(p.deal, 'prior') < 0.8 THEN ['high', 'middle', 'low'][1 + p.deal % 3] END
        )
    ) AS extra
FROM people AS p
INNER JOIN (
    SELECT
        deal,
        arg_max(stage, (step, part)) AS stage,
        max("at") AS "at"
    FROM steps
    GROUP BY deal
) AS l ON p.deal = l.deal;

-- One deal in eight changed its amount once, a week after it was created; one in six was pushed by a month when it
-- was a month old. Of the other deals closed in 2025 the history tells the close date with which they were created, and
-- of one open deal in four the forecast category before it came into its stage.
CREATE OR REPLACE TEMP TABLE made_changes AS
SELECT
    'changes' AS sheet,
    row_number() OVER (ORDER BY c.deal, c."at") + 1 AS row,
    'D' || c.deal AS deal_id,
    c.field,
    c.old_value,
    c.new_value,
    c."at",
    'minute' AS precision
FROM (
    SELECT
        p.deal,
        'amount' AS field,
        cast(round(d.amount * (0.6 + chance(p.deal, 'cut')), 2) AS VARCHAR) AS old_value,
        cast(d.amount AS VARCHAR) AS new_value,
        p.born + INTERVAL 7 DAY AS "at"
    FROM people AS p
    INNER JOIN made_deals AS d ON p.deal = d.row - 2
    WHERE p.deal % 8 = 0 AND d.amount IS NOT NULL AND d.modified_at > p.born + INTERVAL 7 DAY
    UNION ALL
    SELECT
        p.deal,
        'expected_close' AS field,
        cast(coalesce(d.expected_close, cast(p.born AS DATE) + 90) - 30 AS VARCHAR) AS old_value,
        cast(coalesce(d.expected_close, cast(p.born AS DATE) + 90) AS VARCHAR) AS new_value,
        p.born + INTERVAL 30 DAY AS "at"
    FROM people AS p
    INNER JOIN made_deals AS d ON p.deal = d.row - 2
    WHERE p.deal % 6 = 1 AND d.modified_at > p.born + INTERVAL 30 DAY
    UNION ALL
    SELECT
        p.deal,
        'expected_close' AS field,
        NULL AS old_value,
        cast(cast(p.born AS DATE) + 30 + one_of(p.deal, 'due', 120) AS VARCHAR) AS new_value,
        p.born AS "at"
    FROM people AS p
    INNER JOIN made_deals AS d ON p.deal = d.row - 2
    WHERE d.closed_at >= TIMESTAMP '2025-01-01' AND (p.deal % 6 <> 1 OR d.modified_at <= p.born + INTERVAL 30 DAY)
    UNION ALL
    SELECT
        p.deal,
        'forecast_category' AS field,
        'Pipeline' AS old_value,
        d.forecast_category AS new_value,
        d.stage_entered_at AS "at"
    FROM people AS p
    INNER JOIN made_deals AS d ON p.deal = d.row - 2
    WHERE p.deal % 4 = 2 AND d.forecast_category <> 'Pipeline'
) AS c;

-- What was done about three in ten steps, an hour after them.
CREATE OR REPLACE TEMP TABLE made_activities AS
SELECT
    'activities' AS sheet,
    row_number() OVER () + 1 AS row,
    'A' || s.deal || '.' || s.step || '.' || s.part AS activity_id,
    ['Call', 'Email', 'Meeting'][1 + one_of(s.deal, 'way' || s.step, 3)] AS type,
    'D' || s.deal AS deal_id,
    'Owner ' || lpad(cast(p.owner AS VARCHAR), 2, '0') AS owner_name,
    s."at" + INTERVAL 1 HOUR AS done_at
FROM steps AS s
INNER JOIN people AS p ON s.deal = p.deal
WHERE chance(s.deal, 'done' || s.step || '.' || s.part) < 0.3 AND s."at" < TIMESTAMP '2025-12-31';

-- A quarter's target for everybody.
CREATE OR REPLACE TEMP TABLE made_targets AS
SELECT
    'targets' AS sheet,
    o.owner * 8 + q.quarter + 2 AS row,
    'owner' AS level,
    'Owner ' || lpad(cast(o.owner AS VARCHAR), 2, '0') AS name,
    cast(DATE '2024-01-01' + to_months(3 * q.quarter) AS DATE) AS period_start,
    cast(DATE '2024-01-01' + to_months(3 * q.quarter + 3) AS DATE) AS period_end,
    3000000 + 50000 * o.owner AS amount,
    'CNY' AS currency,
    'bookings' AS measure
FROM range(50) AS o (owner), range(8) AS q (quarter);

-- A lead became every fifth deal; as many became none.
CREATE OR REPLACE TEMP TABLE made_leads AS
SELECT
    'leads' AS sheet,
    p.deal + 2 AS row,
    'L' || p.deal AS lead_id,
    'Source ' || one_of(p.deal, 'source', 8) AS source,
    'Owner ' || lpad(cast(p.owner AS VARCHAR), 2, '0') AS owner_name,
    CASE p.deal % 5 WHEN 0 THEN 'Converted' ELSE 'Open' END AS status,
    CASE p.deal % 5 WHEN 0 THEN 'converted' ELSE 'open' END AS outcome,
    p.born - INTERVAL 9 DAY AS created_at,
    p.born - INTERVAL 9 DAY + to_minutes(cast(chance(p.deal, 'answer') * 4000 AS BIGINT)) AS first_response_at,
    CASE p.deal % 5 WHEN 0 THEN p.born END AS converted_at,
    CASE p.deal % 5 WHEN 0 THEN 'D' || p.deal END AS deal_id
FROM people AS p
WHERE p.deal % 5 < 2;

-- What each source cost, month by month.
CREATE OR REPLACE TEMP TABLE made_spend AS
SELECT
    'spend' AS sheet,
    s.source * 24 + m.month + 2 AS row,
    'Source ' || s.source AS source,
    cast(DATE '2024-01-01' + to_months(m.month) AS DATE) AS period_start,
    cast(DATE '2024-01-01' + to_months(m.month + 1) AS DATE) AS period_end,
    100000 * (1 + s.source) AS amount,
    'CNY' AS currency
FROM range(8) AS s (source), range(24) AS m (month);
