-- A log of stages, one row a save, ordered within each deal from old to new. Where times are equal, the order of the
-- file decides, backwards in a file that runs from new to old. Steps outside the stages are left out.
CREATE OR REPLACE TEMP TABLE logged AS
SELECT
    sheet,
    row,
    regexp_replace(deal_id, '^zcrm_', '') AS deal_id,
    deal_name,
    account_name,
    pipeline,
    from_stage,
    to_stage,
    "at",
    amount,
    expected_close,
    probability,
    changed_by,
    precision,
    row_number() OVER moves AS sequence,
    lag(to_stage) OVER moves AS before_stage,
    lag(amount) OVER moves AS before_amount,
    lag(expected_close) OVER moves AS before_close,
    row_number() OVER moves > 1 AS has_before
FROM found_events
WHERE
    "at" IS NOT NULL AND to_stage IS NOT NULL AND (deal_id IS NOT NULL OR deal_name IS NOT NULL)
    AND to_stage NOT IN (SELECT w.activity FROM work_steps AS w)
WINDOW
    moves AS (
        PARTITION BY coalesce(deal_id, deal_name || chr(31) || coalesce(account_name, ''))
        ORDER BY "at", CASE WHEN (SELECT f.newest_first FROM log_facts AS f) THEN -row ELSE row END
    );
