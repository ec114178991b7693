-- The deals whose expected close was moved later while they were open, in [$start_min, $end_min) (definitions §7), of
-- one value of the dimension asked for ($code, null: all).
SELECT DISTINCT c.deal_no AS deal
FROM deal_changes AS c
INNER JOIN scoped_states($scope) AS s
    ON c.deal_no = s.deal AND minute_of(c."at") >= s.from_min AND minute_of(c."at") < s.to_min AND s.kind = 0
WHERE
    c.field = 'expected_close'
    AND date_diff('day', try_cast(c.old_value AS DATE), try_cast(c.new_value AS DATE)) > 0
    AND minute_of(c."at") >= $start_min
    AND minute_of(c."at") < $end_min
    AND ($code IS NULL OR s.code = $code);
