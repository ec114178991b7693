-- How many deals a sheet names, and how many different stages they have between them.
SELECT
    count(*) AS deals,
    coalesce(sum(stages), 0) AS pairs
FROM (
    SELECT count(DISTINCT stage) AS stages
    FROM keyed
    WHERE deal IS NOT NULL AND stage IS NOT NULL
    GROUP BY deal
);
