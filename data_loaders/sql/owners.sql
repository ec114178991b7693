-- Sellers.
INSERT INTO owners BY NAME
SELECT
    sheet,
    row,
    owner_id,
    coalesce(owner_name, nullif(trim(concat_ws(' ', first_name, last_name)), '')) AS owner_name,
    email,
    manager,
    team,
    region,
    active
FROM found_owners
WHERE coalesce(owner_name, first_name, last_name, owner_id) IS NOT NULL;
