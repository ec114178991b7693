-- Whether any deal may be stated by several rows: two keys of one hash. A million keys that differ, as nearly always,
-- are then never compared letter by letter.
WITH keyless AS (
    SELECT hash(name_key) AS deal FROM keyed_deals
    WHERE deal_id IS NULL AND name_key IS NOT NULL
)

SELECT
    (SELECT count(*) > count(DISTINCT hash(d.deal_id)) FROM identified_deals AS d WHERE d.deal_id IS NOT NULL)
    OR (SELECT count(*) > count(DISTINCT k.deal) FROM keyless AS k) AS deals_repeat;
