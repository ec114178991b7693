-- Deals with the status their own columns state: the words of a status column, else the flags of the system. What is
-- deleted is void; a word that merely ends a deal (`Closed`) states nothing here. Where a file only says what was won,
-- a deal that is not and has a day of closing is lost.
CREATE OR REPLACE TEMP VIEW stated_deals AS
SELECT
    f.* EXCLUDE (deal_id, account_id, owner_id, currency, cell_currency, pipeline, sub_pipeline),
    CASE WHEN starts_with(f.deal_id, 'zcrm_') THEN substr(f.deal_id, 6) ELSE f.deal_id END AS deal_id,
    CASE WHEN starts_with(f.account_id, 'zcrm_') THEN substr(f.account_id, 6) ELSE f.account_id END AS account_id,
    CASE WHEN starts_with(f.owner_id, 'zcrm_') THEN substr(f.owner_id, 6) ELSE f.owner_id END AS owner_id,
    coalesce(c.code, upper(f.currency), f.cell_currency) AS currency,
    coalesce(f.pipeline || ' / ' || f.sub_pipeline, f.pipeline, f.sub_pipeline) AS pipeline,
    nullif(w.status, 'ended') AS word_status,
    coalesce(w.status = 'ended', FALSE) AS ended,
    coalesce(
        CASE WHEN f.is_deleted THEN 'void' END,
        nullif(w.status, 'ended'),
        CASE
            WHEN f.is_won THEN 'won'
            WHEN f.is_lost THEN 'lost'
            WHEN f.is_closed AND NOT f.is_won THEN 'lost'
            WHEN NOT f.is_closed THEN 'open'
            WHEN NOT f.is_won AND f.is_lost IS NULL AND f.closed_at IS NOT NULL THEN 'lost'
        END
    ) AS stated_status
FROM found_deals AS f
LEFT JOIN status_words AS w ON f.status = w.text
LEFT JOIN currency_codes AS c ON f.currency = c.text;
