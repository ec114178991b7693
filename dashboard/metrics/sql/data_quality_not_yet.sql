-- Deals of a file that was true by the as-of, all of whose dates lie after the as-of: no metric knows them yet, so
-- leaving them out changes nothing; they are counted.
SELECT count(*) AS deals
FROM scoped_rows($scope, 'fast.deals') AS f
INNER JOIN deals AS d ON f.deal = d.deal_no
INNER JOIN imports AS i ON d.import_id = i.import_id
ANTI JOIN scoped_states($scope) AS s ON f.deal = s.deal
WHERE minute_of(i.as_of) <= $scope['as_of'];
