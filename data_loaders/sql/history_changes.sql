-- The other rows of a history of fields: what changed, from what, to what.
INSERT INTO deal_changes BY NAME
SELECT
    h.sheet,
    h.row,
    regexp_replace(h.deal_id, '^zcrm_', '') AS deal_id,
    h.deal_name,
    p.field,
    coalesce(
        CASE WHEN v.row IS NULL THEN h.old_value ELSE v.old_value END,
        lag(CASE WHEN v.row IS NULL THEN h.new_value ELSE v.new_value END) OVER (
            PARTITION BY coalesce(h.deal_id, h.deal_name), p.field ORDER BY h."at", h.row
        )
    ) AS old_value,
    CASE WHEN v.row IS NULL THEN h.new_value ELSE v.new_value END AS new_value,
    h."at",
    h.changed_by,
    h.precision
FROM found_history AS h
INNER JOIN property_fields AS p ON h.field_name = p.text
LEFT JOIN history_values AS v ON h.row = v.row AND p.field = v.field
WHERE
    p.field NOT IN ('stage', 'created') AND h."at" IS NOT NULL
    AND (h.deal_id IS NOT NULL OR h.deal_name IS NOT NULL);
