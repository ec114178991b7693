-- What a row of the fast tables copies from its deal: what filters and breakdowns ask for, the files' own columns
-- included. The one list of it. No table joined beside fast.deals may have a column of these names: COLUMNS() takes it
-- from every table.
CREATE OR REPLACE MACRO traits() AS concat(
    '^(pipeline|owner|team|segment|source|product|deal_type|region|industry|customer_type|size_band',
    '|deal_value|last_activity_day|own_\d+)$'
);

-- What the metrics scan of a deal. name_key: a number for name and account, 0 where no other deal has the same.
-- entered_before_created: on an earlier day. owner_then, team_then: whose deal it was when it began.
CREATE OR REPLACE TABLE fast.deals AS
WITH coded AS (
    SELECT
        d.deal_no AS deal,
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
        cast(d.last_open_rank AS USMALLINT) AS last_open_rank,
        cast(l.kind AS UTINYINT) AS last_kind,
        l.last_min,
        account_key_of(d.account) AS account_key,
        coalesce(m.name_key, 0) AS name_key,
        u.deal_no IS NOT NULL AS is_unlisted_account,
        d.evidence < 3 AND coalesce(floor(d.entered_min / 1440) < day_of(d.created_at), FALSE)
            AS entered_before_created,
        coalesce(h.bought, cast(CASE trim(d.account) WHEN '' THEN 0 ELSE 1 END AS UTINYINT)) AS bought,
        coalesce(h.known_min, -2147483648) AS bought_known_min,
        k.* EXCLUDE (deal_no)
    FROM deals AS d
    INNER JOIN own_codes AS k ON d.deal_no = k.deal_no
    INNER JOIN lifetimes AS l ON d.deal_no = l.deal_no
    LEFT JOIN namesakes AS m ON d.deal_no = m.deal_no
    LEFT JOIN unlisted_accounts AS u ON d.deal_no = u.deal_no
    LEFT JOIN bought_before AS h ON d.deal_no = h.deal_no
    INNER JOIN pipelines AS p ON d.pipeline = p.pipeline
    INNER JOIN sizes AS z ON d.deal_no = z.deal_no
    LEFT JOIN dimension_values AS owner_codes ON owner_codes.dimension = 'owner' AND d.owner = owner_codes.value
    LEFT JOIN dimension_values AS team_codes ON team_codes.dimension = 'team' AND d.team = team_codes.value
    LEFT JOIN
        dimension_values AS segment_codes
        ON segment_codes.dimension = 'segment' AND d.segment = segment_codes.value
    LEFT JOIN dimension_values AS source_codes ON source_codes.dimension = 'source' AND d.source = source_codes.value
    LEFT JOIN
        dimension_values AS product_codes
        ON product_codes.dimension = 'product' AND d.product = product_codes.value
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
        ON currency_codes.dimension = 'currency' AND d.currency = currency_codes.value
)

SELECT
    c.*,
    coalesce(o.code, c.owner) AS owner_then,
    CASE WHEN o.code <> c.owner THEN o.team_code ELSE c.team END AS team_then
FROM coded AS c
LEFT JOIN (
    SELECT
        s.deal_no,
        arg_min(s.owner, s.from_min) AS owner
    FROM stated_states AS s
    GROUP BY s.deal_no
) AS f ON c.deal = f.deal_no
LEFT JOIN owners_then AS o ON f.owner = o.code
ORDER BY c.entered_min, c.deal;
