-- Leads. One that names its deal or the day of its conversion has been converted, whatever its status says.
INSERT INTO leads BY NAME
SELECT
    f.sheet,
    f.row,
    regexp_replace(f.lead_id, '^zcrm_', '') AS lead_id,
    coalesce(f.lead_name, f.whole) AS lead_name,
    f.email,
    f.title,
    f.account_id,
    f.account_name,
    f.source,
    f.campaign,
    f.owner_name,
    f.status,
    CASE
        WHEN f.is_converted OR f.converted_at IS NOT NULL OR f.deal_id IS NOT NULL OR f.deal_name IS NOT NULL
            THEN 'converted'
        WHEN s.outcome IS NOT NULL AND NOT (s.outcome = 'converted' AND f.is_converted IS FALSE) THEN s.outcome
        ELSE 'open'
    END AS outcome,
    f.created_at,
    f.first_response_at,
    f.converted_at,
    regexp_replace(f.deal_id, '^zcrm_', '') AS deal_id,
    f.deal_name,
    f.country,
    f.industry,
    f.score,
    f.extra
FROM (
    SELECT
        *,
        nullif(
            CASE
                WHEN regexp_matches(coalesce(last_name, '') || coalesce(first_name, ''), '[一-鿿]')
                    THEN concat(last_name, first_name)
                ELSE trim(concat_ws(' ', first_name, last_name))
            END, ''
        ) AS whole
    FROM found_leads
) AS f
LEFT JOIN lead_words AS s ON f.status = s.text
WHERE coalesce(f.lead_id, f.lead_name, f.whole, f.email) IS NOT NULL;
