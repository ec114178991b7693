-- Deals as of an instant, for lists: stage, outcome and amount as they were then; names and reasons as they are known
-- now.
-- $numbers: the deals to list, null for all in scope. $find: letters in name, customer, owner or id, null for any.
-- $sort: the order (deal_wish.SORTS); $ranked: deals in the order of their flags. Ties: largest value first.
WITH wanted AS (
    SELECT *
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
        )
),

ordered AS (
    SELECT
        w.*,
        CASE $sort
            WHEN 'flags' THEN r.place
            WHEN 'age' THEN CASE WHEN w.kind = 0 AND w.entry_known THEN w.entered_min END
            WHEN 'close' THEN CASE WHEN w.kind = 0 AND w.close_day < 2147483647 THEN w.close_day END
            WHEN 'quiet' THEN CASE WHEN w.kind = 0 THEN minute_of(coalesce(t.last_activity_at, t.created_at)) END
            WHEN 'created' THEN -minute_of(t.created_at)
            WHEN 'closed' THEN CASE WHEN w.kind > 0 THEN -w.entered_min END
        END AS place,
        CASE $sort
            WHEN 'name' THEN nullif(lower(t.name), '')
            WHEN 'account' THEN nullif(lower(t.account), '')
            WHEN 'owner' THEN nullif(lower(t.owner), '')
        END AS letters
    FROM wanted AS w
    LEFT JOIN (
        SELECT *
        FROM deals
        WHERE $sort IN ('quiet', 'created', 'name', 'account', 'owner')
    ) AS t ON w.deal = t.deal_no
    LEFT JOIN (
        SELECT
            unnest(cast($ranked AS INTEGER[])) AS deal,
            generate_subscripts(cast($ranked AS INTEGER[]), 1) AS place
    ) AS r ON w.deal = r.deal
),

known AS (
    SELECT *
    FROM ordered
    ORDER BY place NULLS LAST, letters NULLS LAST, value DESC NULLS LAST, deal
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
    CASE k.kind WHEN 0 THEN 'open' WHEN 1 THEN 'won' WHEN 2 THEN 'lost' WHEN 3 THEN 'void' ELSE 'missing' END AS status,
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
    d.row,
    d.sheet
FROM known AS k
INNER JOIN deals AS d ON k.deal = d.deal_no
LEFT JOIN stages AS g ON k.stage = g.stage_code
LEFT JOIN imports AS i ON d.import_id = i.import_id
ORDER BY k.place NULLS LAST, k.letters NULLS LAST, k.value DESC NULLS LAST, k.deal;
