-- Of the rows that repeat a deal in one snapshot, those that go: the latest modification stays, then the last row.
INSERT INTO dropped_deals
SELECT
    k.sheet,
    k.row
FROM (
    SELECT
        sheet,
        row,
        modified_at,
        snapshot_at,
        coalesce(
            deal_id,
            CASE
                WHEN created_at IS NOT NULL AND deal_name IS NOT NULL AND deal_name IS DISTINCT FROM account_name
                    THEN concat_ws(chr(31), deal_name, coalesce(account_id, ''), coalesce(account_name, ''), coalesce(pipeline, ''), created_at)
            END
        ) AS deal
    FROM identified_deals
) AS k
SEMI JOIN repeated_deals AS r ON k.deal = r.deal
QUALIFY row_number() OVER (
    PARTITION BY k.deal, k.snapshot_at ORDER BY k.modified_at DESC NULLS LAST, k.sheet DESC, k.row DESC
) > 1;
