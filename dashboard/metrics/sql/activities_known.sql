-- How many activities are known up to the as-of, and how many of them belong to no deal of the files.
SELECT
    count(*) FILTER (WHERE a.deal_no IN (SELECT d.deal FROM scoped_deals($scope) AS d)) AS of_deals,
    count(*) FILTER (WHERE a.deal_no IS NULL) AS of_none
FROM activities AS a
WHERE minute_of(a.done_at) <= $scope['as_of'];
