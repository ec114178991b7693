-- The deals of a file that states each of them once: no look at the days of snapshots, which it has not.
CREATE OR REPLACE TEMP VIEW deals AS
SELECT *
FROM written_deals;
