-- Leads that came in during the period, by source, owner or campaign: what became of them by the as-of, and how soon
-- they were answered (definitions §10). Times that run backwards are counted and left out of the medians.
SELECT
    CASE $by
        WHEN 'owner' THEN l.owner
        WHEN 'campaign' THEN l.campaign
        ELSE l.source
    END AS leads_of,
    count(*) AS leads,
    count(*) FILTER (WHERE l.outcome = 'converted') AS converted,
    count(*) FILTER (WHERE l.outcome = 'disqualified') AS disqualified,
    count(l.first_response_at) AS answered,
    count(*) FILTER (WHERE minute_of(l.created_at) + 1440 <= $as_of_min) AS a_day_old,
    count(*) FILTER (
        WHERE minute_of(l.created_at) + 1440 <= $as_of_min AND epoch(l.first_response_at) - epoch(l.created_at) <= 86400
    ) AS in_a_day,
    median((epoch(l.first_response_at) - epoch(l.created_at)) / 3600) FILTER (
        WHERE l.first_response_at >= l.created_at
    ) AS response_hours,
    median((epoch(l.converted_at) - epoch(l.created_at)) / 86400) FILTER (
        WHERE l.outcome = 'converted' AND l.converted_at >= l.created_at
    ) AS converted_days,
    count(v.deal) AS linked,
    count(*) FILTER (WHERE v.kind = 1) AS won,
    count(*) FILTER (WHERE l.first_response_at < l.created_at OR l.converted_at < l.created_at) AS backwards
FROM scoped_leads($scope) AS l
LEFT JOIN scoped_visits($scope) AS v ON l.deal_no = v.deal AND v.is_current
WHERE in_period($scope, coalesce(day_of(l.created_at), -2147483648))
GROUP BY leads_of
ORDER BY leads DESC, leads_of;
