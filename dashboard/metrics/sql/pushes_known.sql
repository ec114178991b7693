-- Whether any change of an expected close is known of the deals in scope by the as-of: one row, or none.
SELECT 1 AS known
WHERE EXISTS (
    SELECT 1 AS one
    FROM deal_changes AS c
    INNER JOIN scoped_deals($scope) AS d ON c.deal_no = d.deal
    WHERE c.field = 'expected_close' AND minute_of(c."at") <= $scope['as_of']
);
