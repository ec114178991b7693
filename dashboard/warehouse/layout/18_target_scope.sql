-- Targets within the scope: of the company where no owner or team is chosen, of the teams and the people chosen, in the
-- pipelines chosen (a target without one is for all of them). level: company, team or owner; name: '' for the company.
-- The company's are counted at one level only (company_targets). currency: '' is the reporting currency.
CREATE OR REPLACE MACRO scoped_targets(scope) AS TABLE
    SELECT t.*
    FROM (
        SELECT
            'company' AS level,
            '' AS name,
            c.pipeline,
            c.period_start,
            c.period_end,
            c.amount,
            c.currency,
            c.measure
        FROM company_targets AS c
        UNION ALL
        SELECT
            o.level,
            o.name,
            o.pipeline,
            o.period_start,
            o.period_end,
            o.amount,
            coalesce(o.currency, '') AS currency,
            o.measure
        FROM targets AS o
        WHERE o.level <> 'company' AND o.name IS NOT NULL
    ) AS t
    LEFT JOIN (
        SELECT
            d.dimension,
            lower(d.value) AS name,
            list(d.code) AS codes
        FROM dimension_values AS d
        GROUP BY d.dimension, lower(d.value)
    ) AS v ON t.level = v.dimension AND lower(t.name) = v.name
    LEFT JOIN dimension_values AS p ON p.dimension = 'pipeline' AND t.pipeline = p.value
    WHERE
        (scope['owner'] IS NULL OR (t.level = 'owner' AND list_has_any(scope['owner'], v.codes)))
        AND (scope['team'] IS NULL OR t.level = 'owner' OR (t.level = 'team' AND list_has_any(scope['team'], v.codes)))
        AND (scope['pipeline'] IS NULL OR t.pipeline IS NULL OR list_contains(scope['pipeline'], p.code));
