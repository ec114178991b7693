-- What the data can tell of the flags (definitions §9) as of the instant: whether the files have the columns, whether
-- activities, changes of close dates and moves back are known, and how many open deals there are.
WITH standing AS (
    SELECT
        s.deal,
        s.evidence,
        s.close_day
    FROM scoped_states($scope) AS s
    WHERE s.kind = 0 AND s.to_min > $scope['as_of']
)

SELECT
    (SELECT count(*) FROM standing) AS open_deals,
    (SELECT count(*) FROM standing WHERE evidence IN (0, 2)) AS told_moves,
    (SELECT count(*) FROM standing WHERE close_day < 2147483647) AS dated,
    exists(SELECT 1 FROM scoped_states($scope) AS s WHERE s.amount <> 0) AS has_amounts,
    exists(SELECT 1 FROM imports AS i WHERE list_contains(i.fields, 'last_activity_at')) AS states_activity,
    (SELECT floor_day(max(l.done_min)) FROM latest_activities($scope) AS l) AS newest_activity_day,
    exists(
        SELECT 1 FROM deal_changes AS c WHERE c.field = 'expected_close' AND minute_of(c."at") <= $scope['as_of']
    ) AS has_close_changes,
    exists(
        SELECT 1 FROM imports AS i WHERE list_has_any(i.fields, ['next_step', 'next_activity_at'])
    ) AS states_next_step;
