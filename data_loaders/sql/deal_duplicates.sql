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
        coalesce(deal_id, name_key) AS deal
    FROM keyed_deals
) AS k
SEMI JOIN repeated_deals AS r ON k.deal = r.deal
QUALIFY row_number() OVER (
    PARTITION BY k.deal, k.snapshot_at ORDER BY k.modified_at DESC NULLS LAST, k.sheet DESC, k.row DESC
) > 1;
