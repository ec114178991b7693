-- How many deals are known by the as-of. $numbers: only these, null for all in scope; $find: letters in name, customer,
-- owner or id, null for any.
SELECT count(*) AS deals
FROM scoped_states($scope)
WHERE
    to_min > $scope['as_of']
    AND ($numbers IS NULL OR deal IN (SELECT unnest(cast($numbers AS INTEGER[]))))
    AND (
        $find IS NULL
        OR deal IN (
            SELECT f.deal_no
            FROM deals AS f
            WHERE contains(lower(concat_ws(chr(10), f.name, f.account, f.owner, f.deal_id)), lower($find))
        )
    );
