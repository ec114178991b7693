-- The scope of what lies around the deals. A filter on something that leads or money do not have leaves nothing.
CREATE OR REPLACE MACRO around_scope(scope) AS (
    scope['pipeline'] IS NULL
    AND scope['segment'] IS NULL
    AND scope['product'] IS NULL
    AND scope['deal_type'] IS NULL
    AND scope['region'] IS NULL
    AND scope['industry'] IS NULL
    AND scope['customer_type'] IS NULL
    AND scope['size_band'] IS NULL
    AND scope['amount_from'] IS NULL
    AND scope['amount_before'] IS NULL
    AND scope['active_since'] IS NULL
);

-- Leads that had come in by the as-of, as they were then: answered and converted only where that had happened.
CREATE OR REPLACE MACRO scoped_leads(scope) AS TABLE
    SELECT
        l.* EXCLUDE (outcome, first_response_at, converted_at),
        CASE WHEN minute_of(l.converted_at) > scope['as_of'] THEN 'open' ELSE l.outcome END AS outcome,
        CASE WHEN minute_of(l.first_response_at) <= scope['as_of'] THEN l.first_response_at END AS first_response_at,
        CASE WHEN minute_of(l.converted_at) <= scope['as_of'] THEN l.converted_at END AS converted_at
    FROM main.leads AS l
    LEFT JOIN main.owners AS o ON lower(l.owner) = lower(o.owner)
    LEFT JOIN main.dimension_values AS s ON s.dimension = 'source' AND l.source = s.value
    LEFT JOIN main.dimension_values AS w ON w.dimension = 'owner' AND l.owner = w.value
    LEFT JOIN main.dimension_values AS t ON t.dimension = 'team' AND coalesce(o.team, o.manager, '') = t.value
    WHERE
        (l.created_at IS NULL OR minute_of(l.created_at) <= scope['as_of'])
        AND around_scope(scope)
        AND (scope['source'] IS NULL OR list_contains(scope['source'], s.code))
        AND (scope['owner'] IS NULL OR list_contains(scope['owner'], w.code))
        AND (scope['team'] IS NULL OR list_contains(scope['team'], t.code));

-- Money spent up to the as-of. It belongs to sources, not to people.
CREATE OR REPLACE MACRO scoped_spend(scope) AS TABLE
    SELECT m.*
    FROM main.spend AS m
    LEFT JOIN main.dimension_values AS s ON s.dimension = 'source' AND m.source = s.value
    WHERE
        day_of(m.period_start) <= floor_day(scope['as_of'])
        AND around_scope(scope)
        AND scope['owner'] IS NULL
        AND scope['team'] IS NULL
        AND (scope['source'] IS NULL OR list_contains(scope['source'], s.code));
