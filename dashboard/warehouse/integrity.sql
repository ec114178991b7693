-- Every table of the warehouse, in reading order: what `check` reads through.
SELECT schema_name, table_name
FROM duckdb_tables()
WHERE database_name = 'warehouse' AND NOT internal
ORDER BY schema_name, table_name;
