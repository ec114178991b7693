-- Integer codes of every dimension; 0 is "no value". Values in the order of their text.
CREATE OR REPLACE TABLE dimension_values AS
WITH texts AS (
    -- Also who owned a deal once and owns none now.
    SELECT DISTINCT
        'owner' AS dimension,
        o.owner AS value
    FROM (
        SELECT d.owner
        FROM deals AS d
        UNION ALL
        SELECT s.owner
        FROM stated_values AS s
    ) AS o
    UNION ALL
    SELECT DISTINCT
        'team' AS dimension,
        team AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'segment' AS dimension,
        segment AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'source' AS dimension,
        source AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'product' AS dimension,
        product AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'deal_type' AS dimension,
        deal_type AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'region' AS dimension,
        region AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'industry' AS dimension,
        industry AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'customer_type' AS dimension,
        customer_type AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'lost_reason' AS dimension,
        lost_reason AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'competitor' AS dimension,
        competitor AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'currency' AS dimension,
        currency AS value
    FROM deals
    UNION ALL
    SELECT DISTINCT
        'size_band' AS dimension,
        size_band AS value
    FROM sizes
)

SELECT
    dimension,
    cast(row_number() OVER (PARTITION BY dimension ORDER BY value) AS USMALLINT) AS code,
    value
FROM texts
WHERE value <> ''
UNION ALL
SELECT DISTINCT
    dimension,
    cast(0 AS USMALLINT) AS code,
    '' AS value
FROM texts
UNION ALL
SELECT
    'pipeline' AS dimension,
    pipeline_code AS code,
    pipeline AS value
FROM pipelines;

CREATE OR REPLACE TEMP TABLE coded AS
SELECT
    d.deal_no,
    p.pipeline_code AS pipeline,
    coalesce(owner_codes.code, cast(0 AS USMALLINT)) AS owner,
    coalesce(team_codes.code, cast(0 AS USMALLINT)) AS team,
    coalesce(segment_codes.code, cast(0 AS USMALLINT)) AS segment,
    coalesce(source_codes.code, cast(0 AS USMALLINT)) AS source,
    coalesce(product_codes.code, cast(0 AS USMALLINT)) AS product,
    coalesce(deal_type_codes.code, cast(0 AS USMALLINT)) AS deal_type,
    coalesce(region_codes.code, cast(0 AS USMALLINT)) AS region,
    coalesce(industry_codes.code, cast(0 AS USMALLINT)) AS industry,
    coalesce(customer_type_codes.code, cast(0 AS USMALLINT)) AS customer_type,
    coalesce(size_band_codes.code, cast(0 AS USMALLINT)) AS size_band,
    coalesce(lost_reason_codes.code, cast(0 AS USMALLINT)) AS lost_reason,
    coalesce(competitor_codes.code, cast(0 AS USMALLINT)) AS competitor,
    coalesce(currency_codes.code, cast(0 AS USMALLINT)) AS currency,
    d.value AS deal_value,
    d.amount,
    d.file_rate,
    coalesce(day_of(d.last_activity_at), -2147483648) AS last_activity_day,
    coalesce(minute_of(d.created_at), -2147483648) AS created_min,
    d.entered_min,
    coalesce(minute_of(d.closed_at), 2147483647) AS closed_min,
    CASE WHEN d.entry_known THEN cast(floor(d.entered_min / 1440) AS INTEGER) ELSE -2147483648 END AS cohort_day,
    coalesce(day_of(d.expected_close), 2147483647) AS close_day,
    d.probability,
    d.evidence,
    cast(d.last_open_rank AS USMALLINT) AS last_open_rank
FROM deals AS d
INNER JOIN pipelines AS p ON d.pipeline = p.pipeline
INNER JOIN sizes AS z ON d.deal_no = z.deal_no
LEFT JOIN dimension_values AS owner_codes ON owner_codes.dimension = 'owner' AND d.owner = owner_codes.value
LEFT JOIN dimension_values AS team_codes ON team_codes.dimension = 'team' AND d.team = team_codes.value
LEFT JOIN dimension_values AS segment_codes ON segment_codes.dimension = 'segment' AND d.segment = segment_codes.value
LEFT JOIN dimension_values AS source_codes ON source_codes.dimension = 'source' AND d.source = source_codes.value
LEFT JOIN dimension_values AS product_codes ON product_codes.dimension = 'product' AND d.product = product_codes.value
LEFT JOIN
    dimension_values AS deal_type_codes
    ON deal_type_codes.dimension = 'deal_type' AND d.deal_type = deal_type_codes.value
LEFT JOIN dimension_values AS region_codes ON region_codes.dimension = 'region' AND d.region = region_codes.value
LEFT JOIN
    dimension_values AS industry_codes
    ON industry_codes.dimension = 'industry' AND d.industry = industry_codes.value
LEFT JOIN
    dimension_values AS customer_type_codes
    ON customer_type_codes.dimension = 'customer_type' AND d.customer_type = customer_type_codes.value
LEFT JOIN
    dimension_values AS size_band_codes
    ON size_band_codes.dimension = 'size_band' AND z.size_band = size_band_codes.value
LEFT JOIN
    dimension_values AS lost_reason_codes
    ON lost_reason_codes.dimension = 'lost_reason' AND d.lost_reason = lost_reason_codes.value
LEFT JOIN
    dimension_values AS competitor_codes
    ON competitor_codes.dimension = 'competitor' AND d.competitor = competitor_codes.value
LEFT JOIN
    dimension_values AS currency_codes
    ON currency_codes.dimension = 'currency' AND d.currency = currency_codes.value;
