-- The deals that several rows of one snapshot state: by id; without ids by `name_key`.
CREATE OR REPLACE TEMP TABLE repeated_deals AS
SELECT coalesce(deal_id, name_key) AS deal
FROM keyed_deals
GROUP BY deal, snapshot_at
HAVING deal IS NOT NULL AND count(*) > 1;
