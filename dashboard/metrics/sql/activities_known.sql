-- How many activities are known up to the as-of: of deals in scope, and those that belong to no deal of the files.
SELECT
    (SELECT count(*) FROM scoped_activities($scope)) AS of_deals,
    count(*) AS of_none
FROM activities AS a
WHERE a.deal_no IS NULL AND minute_of(a.done_at) <= $scope['as_of'];
