-- One event for every stage date of a deal; dates that belong to another pipeline than the deal's are left out.
CREATE OR REPLACE TEMP TABLE dated_events AS
WITH long AS (
    UNPIVOT (
        SELECT
            sheet,
            row,
            deal_id,
            deal_name,
            account_name,
            pipeline,
            COLUMNS('^d[0-9]+$')
        FROM stage_dates
    )
    ON COLUMNS('^d[0-9]+$')
    INTO NAME date_column VALUE entered_at
)

SELECT
    l.sheet,
    l.row,
    l.deal_id,
    l.deal_name,
    l.account_name,
    coalesce(c.pipeline, l.pipeline) AS pipeline,
    c.stage AS to_stage,
    l.entered_at,
    c.precision,
    c.position AS sequence,
    l.pipeline IS NOT NULL AND c.pipeline IS NOT NULL AND lower(l.pipeline) <> lower(c.pipeline) AS elsewhere
FROM long AS l
INNER JOIN date_columns AS c ON l.date_column = c.date_column;
