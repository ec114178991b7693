-- The deals as the file last states them: in a file of several snapshots, those of its newest one.
CREATE OR REPLACE TEMP VIEW deals AS
SELECT *
FROM written_deals
WHERE
    snapshot_at IS NULL
    OR snapshot_at = (SELECT max(w.snapshot_at) FROM written_deals AS w);
