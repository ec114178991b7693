-- Activities. What is not done has no `done_at`: its date is the planned one.
INSERT INTO activities BY NAME
SELECT
    f.sheet,
    f.row,
    f.activity_id,
    coalesce(t.type, CASE WHEN f.type IS NOT NULL THEN 'other' END) AS type,
    f.subject,
    regexp_replace(f.deal_id, '^zcrm_', '') AS deal_id,
    f.deal_name,
    f.account_name,
    f.contact_name,
    f.owner_name,
    CASE WHEN d.done THEN f.due_at ELSE coalesce(f.due_at, f.done_at) END AS due_at,
    CASE WHEN d.done THEN coalesce(f.done_at, f.due_at) WHEN d.done IS NULL THEN f.done_at END AS done_at,
    f.outcome
FROM found_activities AS f
LEFT JOIN activity_types AS t ON f.type = t.text
LEFT JOIN done_words AS d ON f.done = d.text
WHERE coalesce(f.done_at, f.due_at) IS NOT NULL OR f.subject IS NOT NULL;
