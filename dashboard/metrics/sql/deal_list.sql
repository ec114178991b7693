-- Deals as of an instant, for lists: stage, outcome and amount as they were then; names and reasons as they are known
-- now.
-- $numbers: the deals to list, null for all in scope. Largest value first.
WITH known AS (
    SELECT *
    FROM scoped_states($scope)
    WHERE to_min > $scope['as_of'] AND ($numbers IS NULL OR deal IN (SELECT unnest(cast($numbers AS INTEGER[]))))
    ORDER BY value DESC NULLS LAST, deal
    LIMIT $most
)

SELECT
    d.deal_id,
    d.name,
    d.account,
    d.owner,
    d.team,
    d.pipeline,
    coalesce(g.stage, '') AS stage,
    CASE k.kind WHEN 0 THEN 'open' WHEN 1 THEN 'won' WHEN 2 THEN 'lost' ELSE 'void' END AS status,
    k.value,
    k.amount,
    d.currency,
    cast(d.created_at AS DATE) AS created,
    CASE WHEN k.kind = 0 AND k.close_day < 2147483647 THEN cast(DATE '1970-01-01' + k.close_day AS DATE) END
        AS expected_close,
    CASE
        WHEN k.kind = 0 THEN NULL
        WHEN k.to_min = 2147483647 THEN cast(d.closed_at AS DATE)
        ELSE cast(make_timestamp(cast(k.entered_min AS BIGINT) * 60000000) AS DATE)
    END AS closed,
    CASE WHEN k.kind = 0 AND k.entry_known THEN ($scope['as_of'] - k.entered_min) / 1440.0 END AS age_in_stage_days,
    cast(d.last_activity_at AS DATE) AS last_activity,
    d.source,
    d.segment,
    d.product,
    d.lost_reason,
    d.next_step,
    i.file_name,
    d.row
FROM known AS k
INNER JOIN deals AS d ON k.deal = d.deal_no
LEFT JOIN stages AS g ON k.stage = g.stage_code
LEFT JOIN imports AS i ON d.import_id = i.import_id
ORDER BY k.value DESC NULLS LAST, d.deal_id;
