-- Whether any deal may be stated by several rows: two keys of one hash. A million keys that differ, as nearly always,
-- are then never compared letter by letter.
WITH keys AS (
    SELECT
        coalesce(
            deal_id,
            CASE
                WHEN created_at IS NOT NULL AND deal_name IS NOT NULL
                    THEN concat_ws(chr(31), deal_name, coalesce(account_name, ''), coalesce(pipeline, ''), created_at)
            END
        ) AS deal
    FROM stated_deals
)

SELECT count(*) > count(DISTINCT hash(deal)) AS deals_repeat
FROM keys
WHERE deal IS NOT NULL;
