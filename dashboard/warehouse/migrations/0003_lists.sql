-- Several dated snapshots of a list in one file: the moment each row was true, null where the file is one snapshot.
ALTER TABLE loaded.deals ADD COLUMN snapshot_at TIMESTAMP;
