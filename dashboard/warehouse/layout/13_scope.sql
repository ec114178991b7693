-- The scope: filter, as-of and reader's rights, applied here and nowhere else. Every metric reads these macros.
-- scope is one struct: a list of codes a dimension (null: all), amount_from, amount_before, active_since (day),
-- as_of (minute), from_day, before_day (null: open), rates (by currency code, at the as-of).
CREATE OR REPLACE MACRO in_scope(
    scope,
    pipeline,
    owner,
    team,
    segment,
    source,
    product,
    deal_type,
    region,
    industry,
    customer_type,
    size_band,
    deal_value,
    last_activity_day
) AS (
    TRUE
    AND (scope['pipeline'] IS NULL OR list_contains(scope['pipeline'], pipeline))
    AND (scope['owner'] IS NULL OR list_contains(scope['owner'], owner))
    AND (scope['team'] IS NULL OR list_contains(scope['team'], team))
    AND (scope['segment'] IS NULL OR list_contains(scope['segment'], segment))
    AND (scope['source'] IS NULL OR list_contains(scope['source'], source))
    AND (scope['product'] IS NULL OR list_contains(scope['product'], product))
    AND (scope['deal_type'] IS NULL OR list_contains(scope['deal_type'], deal_type))
    AND (scope['region'] IS NULL OR list_contains(scope['region'], region))
    AND (scope['industry'] IS NULL OR list_contains(scope['industry'], industry))
    AND (scope['customer_type'] IS NULL OR list_contains(scope['customer_type'], customer_type))
    AND (scope['size_band'] IS NULL OR list_contains(scope['size_band'], size_band))
    AND (scope['amount_from'] IS NULL OR deal_value >= scope['amount_from'])
    AND (scope['amount_before'] IS NULL OR deal_value < scope['amount_before'])
    AND (scope['active_since'] IS NULL OR last_activity_day >= scope['active_since'])
);

CREATE OR REPLACE MACRO in_period(scope, day) AS (
    (scope['from_day'] IS NULL OR day >= scope['from_day'])
    AND (scope['before_day'] IS NULL OR day < scope['before_day'])
    AND (day <> -2147483648 OR (scope['from_day'] IS NULL AND scope['before_day'] IS NULL))
);

CREATE OR REPLACE MACRO floor_day(minute) AS cast(floor(minute / 1440) AS INTEGER);

-- Months since year 0 of a day number.
CREATE OR REPLACE MACRO month_of(day) AS (
    year(DATE '1970-01-01' + day) * 12 + month(DATE '1970-01-01' + day) - 1
);

-- The code of one row in the dimension asked for; 0 where no breakdown is asked.
CREATE OR REPLACE MACRO code_of(
    dimension, pipeline, owner, team, segment, source, product, deal_type, region, industry, customer_type, size_band
) AS (
    CASE dimension
        WHEN 'pipeline' THEN pipeline
        WHEN 'owner' THEN owner
        WHEN 'team' THEN team
        WHEN 'segment' THEN segment
        WHEN 'source' THEN source
        WHEN 'product' THEN product
        WHEN 'deal_type' THEN deal_type
        WHEN 'region' THEN region
        WHEN 'industry' THEN industry
        WHEN 'customer_type' THEN customer_type
        WHEN 'size_band' THEN size_band
        ELSE 0
    END
);

-- Visits begun by the as-of. is_current: not left by then. leaves: 0 where it is current.
CREATE OR REPLACE MACRO scoped_visits(scope) AS TABLE
    SELECT
        v.* EXCLUDE (leaves),
        v.left_min > scope['as_of'] AS is_current,
        CASE WHEN v.left_min > scope['as_of'] THEN 0 ELSE v.leaves END AS leaves
    FROM fast.visits AS v
    WHERE
        v.entered_min <= scope['as_of']
        AND in_scope(
            scope,
            pipeline,
            owner,
            team,
            segment,
            source,
            product,
            deal_type,
            region,
            industry,
            customer_type,
            size_band,
            deal_value,
            last_activity_day
        );

-- Deals known by the as-of.
CREATE OR REPLACE MACRO scoped_deals(scope) AS TABLE
    SELECT d.*
    FROM fast.deals AS d
    WHERE
        least(d.entered_min, CASE WHEN d.created_min = -2147483648 THEN d.entered_min ELSE d.created_min END)
        <= scope['as_of']
        AND in_scope(
            scope,
            pipeline,
            owner,
            team,
            segment,
            source,
            product,
            deal_type,
            region,
            industry,
            customer_type,
            size_band,
            deal_value,
            last_activity_day
        );

-- Every state begun by the as-of; a snapshot at an instant is from_min <= instant < to_min.
-- value: amount in the reporting currency, open deals at the rate of the as-of, closed ones at that of their closing.
CREATE OR REPLACE MACRO scoped_states(scope) AS TABLE
    SELECT
        s.*,
        CASE
            WHEN s.kind > 0 THEN s.closed_value
            ELSE s.amount * coalesce(scope['rates'][s.currency + 1], s.file_rate)
        END AS value
    FROM fast.states AS s
    WHERE
        s.from_min <= scope['as_of']
        AND in_scope(
            scope,
            pipeline,
            owner,
            team,
            segment,
            source,
            product,
            deal_type,
            region,
            industry,
            customer_type,
            size_band,
            deal_value,
            last_activity_day
        );
