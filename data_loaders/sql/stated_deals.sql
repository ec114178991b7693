-- Deals with the ids and the pipeline by which they are told apart. The customer or owner 0 is none (Bitrix24).
CREATE OR REPLACE TEMP VIEW identified_deals AS
SELECT
    * EXCLUDE (deal_id, account_id, owner_id, pipeline, sub_pipeline),
    CASE WHEN starts_with(deal_id, 'zcrm_') THEN substr(deal_id, 6) ELSE deal_id END AS deal_id,
    CASE
        WHEN starts_with(account_id, 'zcrm_') THEN substr(account_id, 6)
        WHEN account_id <> '0' THEN account_id
    END AS account_id,
    CASE
        WHEN starts_with(owner_id, 'zcrm_') THEN substr(owner_id, 6)
        WHEN owner_id <> '0' THEN owner_id
    END AS owner_id,
    coalesce(pipeline || ' / ' || sub_pipeline, pipeline, sub_pipeline) AS pipeline
FROM found_deals;

-- Deals with `name_key`, by which rows without an id state the same deal: name, customer, pipeline, moment of creation.
-- Deals called after their customer have none: one customer may have several at once. Where no customer is named and
-- only the day is known, the amount is part of it: two renewals of one day are two.
CREATE OR REPLACE TEMP VIEW keyed_deals AS
WITH parted AS (
    SELECT
        *,
        nullif(concat_ws(chr(31), account_id, account_name), '') AS customer,
        nullif(created_at, date_trunc('day', created_at)) AS clock
    FROM identified_deals
)

SELECT
    * EXCLUDE (customer, clock),
    CASE
        WHEN created_at IS NULL OR deal_name IS NULL OR deal_name = account_name THEN NULL
        WHEN customer IS NULL AND clock IS NULL
            THEN concat_ws(chr(31), deal_name, '', coalesce(pipeline, ''), created_at, coalesce(amount, 0))
        ELSE concat_ws(chr(31), deal_name, coalesce(customer, ''), coalesce(pipeline, ''), created_at)
    END AS name_key
FROM parted;

-- Deals with the status their own columns state: the words of a status column, else the flags of the system. What is
-- deleted is void; a word or a flag that merely ends a deal (`Closed`) states nothing here. Where a file only says
-- what was won, a deal that is not and has a day of closing is lost. A deal put away (Odoo's `Active`) is lost where a
-- reason or a chance of nothing says so too.
CREATE OR REPLACE TEMP VIEW stated_deals AS
SELECT
    d.* EXCLUDE (currency, cell_currency),
    coalesce(c.code, upper(d.currency), d.cell_currency) AS currency,
    nullif(w.status, 'ended') AS word_status,
    coalesce(w.status = 'ended' OR (d.is_closed AND d.is_won IS NULL AND d.is_lost IS NULL), FALSE) AS ended,
    coalesce(
        CASE WHEN d.is_deleted THEN 'void' END,
        nullif(w.status, 'ended'),
        CASE
            WHEN d.is_won THEN 'won'
            WHEN d.is_lost THEN 'lost'
            WHEN d.is_closed AND NOT d.is_won THEN 'lost'
            WHEN NOT d.is_closed THEN 'open'
            WHEN NOT d.is_won AND d.is_lost IS NULL AND d.closed_at IS NOT NULL THEN 'lost'
            WHEN NOT d.is_active AND (d.lost_reason IS NOT NULL OR d.probability = 0) THEN 'lost'
        END
    ) AS stated_status
FROM identified_deals AS d
LEFT JOIN status_words AS w ON d.status = w.text
LEFT JOIN currency_codes AS c ON d.currency = c.text;
