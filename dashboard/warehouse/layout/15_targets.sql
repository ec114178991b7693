-- Whose a target is, where the file does not say: a name that is a team and nobody's name is the team's.
UPDATE targets
SET level = 'team'
WHERE
    level = 'owner'
    AND lower(name) IN (SELECT lower(o.team) FROM owners AS o WHERE o.team <> '')
    AND lower(name) NOT IN (SELECT lower(o.owner) FROM owners AS o WHERE o.owner IS NOT NULL);

-- The target of the whole company in each period, counted at one level only: as stated for the company, else the sum
-- of its teams, else of its people. Bookings, cash and counts, and currencies, are never added up.
CREATE OR REPLACE TABLE company_targets AS
WITH levels AS (
    SELECT
        pipeline,
        period_start,
        period_end,
        measure,
        currency,
        level,
        sum(amount) AS amount,
        count(*) AS rows_added,
        CASE level WHEN 'company' THEN 1 WHEN 'team' THEN 2 ELSE 3 END AS place
    FROM targets
    GROUP BY ALL
)

SELECT
    pipeline,
    period_start,
    period_end,
    measure,
    coalesce(currency, '') AS currency,
    amount,
    level AS counted_from,
    rows_added
FROM levels
QUALIFY place = min(place) OVER (PARTITION BY pipeline, period_start, period_end, measure, currency);
