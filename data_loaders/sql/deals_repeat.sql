-- Whether any deal may be stated by several rows: two keys of one hash. A million keys that differ, as nearly always,
-- are then never compared letter by letter.
WITH keyless AS (
    SELECT
        hash(concat_ws(chr(31), deal_name, coalesce(account_id, ''), coalesce(account_name, ''), coalesce(pipeline, ''), created_at)) AS deal
    FROM identified_deals
    WHERE
        deal_id IS NULL AND deal_name IS NOT NULL AND created_at IS NOT NULL
        AND deal_name IS DISTINCT FROM account_name
)

SELECT
    (SELECT count(*) > count(DISTINCT hash(d.deal_id)) FROM identified_deals AS d WHERE d.deal_id IS NOT NULL)
    OR (SELECT count(*) > count(DISTINCT k.deal) FROM keyless AS k) AS deals_repeat;
