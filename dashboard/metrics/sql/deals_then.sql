-- How deals stood at $since_min: outcome, stage, amount at that day's rates and expected close. Only those that were
-- there; $deal_ids: the deals to tell of.
SELECT
    d.deal_id,
    CASE s.kind WHEN 0 THEN 'open' WHEN 1 THEN 'won' WHEN 2 THEN 'lost' WHEN 3 THEN 'void' ELSE 'missing' END AS status,
    coalesce(g.stage, '') AS stage,
    CASE
        WHEN s.kind = 0 THEN s.amount * coalesce($rates_then[s.currency + 1], s.file_rate)
        ELSE s.value
    END AS value,
    CASE WHEN s.kind = 0 AND s.close_day < 2147483647 THEN cast(DATE '1970-01-01' + s.close_day AS DATE) END
        AS expected_close
FROM scoped_states($scope) AS s
INNER JOIN deals AS d ON s.deal = d.deal_no
LEFT JOIN stages AS g ON s.stage = g.stage_code
WHERE
    s.from_min <= $since_min
    AND s.to_min > $since_min
    AND list_contains($deal_ids, d.deal_id);
