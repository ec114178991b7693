-- Deal states: from when to when a deal stood in a stage with an amount, a close date and an owner. Half-open.
-- close_day: expected close, unknown 2147483647; of a closed deal the day it closed. closed_value: amount at the rate
-- of the closing day. Sorted by end: a snapshot, and what happened since a day, read only the rows that end after it.
CREATE OR REPLACE TEMP TABLE sorted_states AS
SELECT * FROM (
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
        -- NaN: the log says that the amount was blank then.
        CASE WHEN isnan(s.amount) THEN NULL ELSE coalesce(s.amount, c.amount) END AS amount,
        coalesce(s.close_day, c.close_day) AS close_day,
        coalesce(o.code, c.owner) AS owner_then,
        CASE WHEN o.code <> c.owner THEN o.team_code ELSE c.team END AS team_then
    FROM stated_states AS s
    INNER JOIN fast.deals AS c ON s.deal_no = c.deal
    LEFT JOIN owners_then AS o ON s.owner = o.owner
    UNION ALL
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
        c.amount,
        c.close_day,
        c.owner AS owner_then,
        c.team AS team_then
    FROM stays AS s
    INNER JOIN fast.deals AS c ON s.deal_no = c.deal
    WHERE s.deal_no NOT IN (SELECT v.deal_no FROM stated_values AS v)
)
ORDER BY to_min, kind, from_min, deal_no;

-- A file states the chance of today. It holds for the stay that goes on, and for no earlier one: what became of a deal
-- would else be known before it happened.
CREATE OR REPLACE TEMP TABLE stated_chances AS
SELECT
    s.deal_no,
    s.entered_min,
    c.probability
FROM stays AS s
INNER JOIN fast.deals AS c ON s.deal_no = c.deal
WHERE s.kind = 0 AND s.to_min = 2147483647 AND c.probability IS NOT NULL;

CREATE OR REPLACE TABLE fast.states AS
SELECT
    a.deal_no AS deal,
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
    a.amount,
    CASE WHEN a.kind > 0 THEN a.amount * coalesce(x.rate, c.file_rate) END AS closed_value,
    CASE a.kind WHEN 0 THEN p.probability WHEN 1 THEN 1 WHEN 4 THEN NULL ELSE 0 END AS probability,
    c.cohort_day,
    c.created_min,
    c.currency,
    c.file_rate,
    cast(CASE a.kind WHEN 0 THEN a.close_day ELSE floor(a.entered_min / 1440) END AS INTEGER) AS close_day,
    c.pipeline,
    c.owner,
    c.team,
    a.owner_then,
    a.team_then,
    c.segment,
    c.source,
    c.product,
    c.deal_type,
    c.region,
    c.industry,
    c.customer_type,
    c.size_band,
    c.deal_value,
    c.last_activity_day,
    c.name_key,
    c.is_unlisted_account,
    c.entered_before_created,
    c.evidence
FROM sorted_states AS a
INNER JOIN fast.deals AS c ON a.deal_no = c.deal
LEFT JOIN stated_chances AS p ON a.deal_no = p.deal_no AND a.entered_min = p.entered_min
LEFT JOIN dimension_values AS v ON v.dimension = 'currency' AND c.currency = v.code
LEFT JOIN rates AS x
    ON
        a.kind > 0
        AND v.value = x.currency
        AND floor(a.entered_min / 1440) >= x.from_day
        AND floor(a.entered_min / 1440) < x.to_day;
