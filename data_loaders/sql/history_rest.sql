-- Rows of a history of fields that speak of no field kept here.
SELECT count(*)
FROM found_history AS h
LEFT JOIN property_fields AS p ON h.field_name = p.text
WHERE p.field IS NULL;
