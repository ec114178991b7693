-- Deal states: from when to when a deal stood in a stage with an amount, a close date and an owner. Half-open.
-- close_day: expected close, unknown 2147483647; of a closed deal the day it closed. closed_value: amount at the rate
-- of the closing day. Sorted by end: a snapshot, and what happened since a day, read only the rows that end after it.
-- The narrow rows are sorted before the wide ones are joined to them. goes_on: part of the stay that goes on.
CREATE OR REPLACE TEMP TABLE sorted_states AS
WITH told AS (
    SELECT
        s.deal_no,
        s.from_min,
        s.to_min,
        s.stage_code,
        s.kind,
        s.rank,
        s.furthest,
        s.entered_min,
        s.entry_known,
        g.deal_no IS NOT NULL AS goes_on,
        s.amount,
        s.close_day,
        s.owner AS stated_owner
    FROM stated_states AS s
    LEFT JOIN stays AS g
        ON s.deal_no = g.deal_no AND s.entered_min = g.entered_min AND g.kind = 0 AND g.to_min = 2147483647
    UNION ALL BY NAME
    SELECT
        y.* EXCLUDE (visit_no),
        y.to_min = 2147483647 AS goes_on
    FROM stays AS y
    WHERE y.deal_no NOT IN (SELECT v.deal_no FROM stated_values AS v)
)

SELECT *
FROM told
ORDER BY to_min, kind, from_min, deal_no;

-- A file states the chance of today. It holds for the stay that goes on, and for no earlier one: what became of a deal
-- would else be known before it happened.
CREATE OR REPLACE TABLE fast.states AS
SELECT
    c.deal,
    cast(a.kind AS UTINYINT) AS kind,
    cast(a.stage_code AS USMALLINT) AS stage,
    cast(a.rank AS USMALLINT) AS rank,
    cast(a.furthest AS USMALLINT) AS furthest,
    a.from_min,
    a.to_min,
    cast(floor(a.from_min / 1440) AS INTEGER) AS from_day,
    cast(floor(a.to_min / 1440) AS INTEGER) AS to_day,
    a.entered_min,
    a.entry_known,
    -- NaN: the log says that the amount was blank then.
    CASE WHEN isnan(a.amount) THEN NULL ELSE coalesce(a.amount, c.amount) END AS amount,
    CASE
        WHEN a.kind > 0 AND NOT coalesce(isnan(a.amount), FALSE)
            THEN coalesce(a.amount, c.amount) * coalesce(x.rate, c.file_rate)
    END AS closed_value,
    CASE a.kind WHEN 0 THEN CASE WHEN a.goes_on THEN c.probability END WHEN 1 THEN 1 WHEN 4 THEN NULL ELSE 0 END
        AS probability,
    c.cohort_day,
    c.created_min,
    c.currency,
    c.file_rate,
    cast(
        CASE a.kind WHEN 0 THEN coalesce(a.close_day, c.close_day) ELSE floor(a.entered_min / 1440) END AS INTEGER
    ) AS close_day,
    COLUMNS(traits()),
    coalesce(o.code, c.owner) AS owner_then,
    CASE WHEN o.code <> c.owner THEN o.team_code ELSE c.team END AS team_then,
    c.name_key,
    c.is_unlisted_account,
    c.entered_before_created,
    c.evidence
FROM sorted_states AS a
INNER JOIN fast.deals AS c ON a.deal_no = c.deal
LEFT JOIN owners_then AS o ON a.stated_owner = o.code
LEFT JOIN dimension_values AS v ON v.dimension = 'currency' AND c.currency = v.code
LEFT JOIN rates AS x
    ON
        a.kind > 0
        AND v.value = x.currency
        AND floor(a.entered_min / 1440) >= x.from_day
        AND floor(a.entered_min / 1440) < x.to_day;
