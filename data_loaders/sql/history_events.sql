-- The stage rows of a history of fields, as a log of moves. The row of creation begins in the stage that the first
-- change left.
CREATE OR REPLACE TEMP VIEW found_events AS
WITH named AS (
    SELECT
        h.* EXCLUDE (from_stage, to_stage),
        h.to_stage AS stage_now,
        p.field,
        coalesce(h.deal_id, h.deal_name) AS deal
    FROM found_history AS h
    LEFT JOIN property_fields AS p ON h.field_name = p.text
),

first_moves AS (
    SELECT
        deal,
        arg_min(struct_pack(stage := old_value), ("at", -row)).stage AS stage
    FROM named
    WHERE field = 'stage'
    GROUP BY deal
)

SELECT
    * EXCLUDE (deal, stage_now, field),
    old_value AS from_stage,
    new_value AS to_stage
FROM named
WHERE field = 'stage'
UNION ALL BY NAME
SELECT
    n.* EXCLUDE (deal, stage_now, field),
    cast(NULL AS VARCHAR) AS from_stage,
    coalesce(f.stage, CASE WHEN f.deal IS NULL THEN n.stage_now END) AS to_stage
FROM named AS n
LEFT JOIN first_moves AS f ON n.deal = f.deal
WHERE n.field = 'created' AND coalesce(f.stage, CASE WHEN f.deal IS NULL THEN n.stage_now END) IS NOT NULL;
