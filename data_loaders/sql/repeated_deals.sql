-- The deals that several rows of one snapshot state: by id; without ids by name, account, pipeline and moment of
-- creation. Deals called after their customer are no repetition of each other: one customer may have several at once.
CREATE OR REPLACE TEMP TABLE repeated_deals AS
SELECT
    coalesce(
        deal_id,
        CASE
            WHEN created_at IS NOT NULL AND deal_name IS NOT NULL AND deal_name IS DISTINCT FROM account_name
                THEN concat_ws(chr(31), deal_name, coalesce(account_id, ''), coalesce(account_name, ''), coalesce(pipeline, ''), created_at)
        END
    ) AS deal
FROM identified_deals
GROUP BY deal, snapshot_at
HAVING deal IS NOT NULL AND count(*) > 1;
