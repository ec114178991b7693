-- The columns of the files that are none of our fields, as one JSON text a deal, for the deals with these ids.
SELECT
    d.deal_id,
    d.extra
FROM scoped_deals($scope) AS s
INNER JOIN deals AS d ON s.deal = d.deal_no
WHERE d.extra IS NOT NULL AND d.deal_id IN (SELECT unnest(cast($deal_ids AS VARCHAR[])));
