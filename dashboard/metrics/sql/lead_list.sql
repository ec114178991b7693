-- Leads that came in during the period, as they were at the as-of (definitions §10), newest first. $by: source, owner
-- or campaign; $value: of it, null for any; $outcome: converted, open or disqualified, null for any.
SELECT
    l.name,
    l.account,
    l.title,
    l.source,
    l.campaign,
    l.owner,
    l.status,
    l.outcome,
    cast(l.created_at AS DATE) AS created,
    cast(l.first_response_at AS DATE) AS answered,
    cast(l.converted_at AS DATE) AS converted,
    coalesce(d.name, '') AS deal,
    l.lead_id,
    i.file_name,
    l.sheet,
    l.row
FROM scoped_leads($scope) AS l
LEFT JOIN scoped_deals($scope) AS s ON l.deal_no = s.deal
LEFT JOIN deals AS d ON s.deal = d.deal_no
LEFT JOIN imports AS i ON l.import_id = i.import_id
WHERE
    in_period($scope, coalesce(day_of(l.created_at), -2147483648))
    AND ($outcome IS NULL OR l.outcome = $outcome)
    AND (
        $value IS NULL
        OR CASE $by
            WHEN 'owner' THEN l.owner
            WHEN 'campaign' THEN l.campaign
            ELSE l.source
        END = $value
    )
ORDER BY l.created_at DESC NULLS LAST, l.name, l.lead_no;
