-- Deals of a file that was true by the as-of, all of whose dates lie after the as-of: no metric knows them yet, so
-- leaving them out changes nothing; they are counted.
WITH later AS (
    SELECT f.deal
    FROM scoped_deals(struct_update($scope, as_of := 2147483647)) AS f
    INNER JOIN deals AS d ON f.deal = d.deal_no
    INNER JOIN imports AS i ON d.import_id = i.import_id
    WHERE f.entered_min > $scope['as_of'] AND minute_of(i.as_of) <= $scope['as_of']
)

SELECT count(*) AS deals
FROM later AS l
WHERE l.deal NOT IN (SELECT s.deal FROM scoped_states($scope) AS s WHERE s.deal IN (SELECT k.deal FROM later AS k));
