-- Leads without a day of creation: they belong to no period.
SELECT count(*) AS leads
FROM scoped_leads($scope)
WHERE created_at IS NULL;
