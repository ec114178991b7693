-- Deals in scope at each evidence level (definitions §0): 0 change log, 1 dates, 2 snapshots, 3 one export.
SELECT
    evidence,
    count(*) AS deals
FROM scoped_deals($scope)
GROUP BY evidence;
