"""The loaders' scratch: a DuckDB in memory that lives as long as one file is being read."""

from __future__ import annotations

import tempfile
from concurrent.futures import Future

import duckdb

from data_loaders.beside import begin
from data_loaders.statements import run


def open_scratch(*, memory_mb: int = 1_000) -> duckdb.DuckDBPyConnection:
    """A database in memory that never looks for extensions and spills to the temporary folder above `memory_mb`."""
    scratch = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{memory_mb}MB",
            "temp_directory": tempfile.gettempdir(),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
            "preserve_insertion_order": "true",
        },
    )
    scratch.execute("SET TimeZone = 'UTC'")
    run(scratch, "casts")
    return scratch


def begin_scratch() -> Future[duckdb.DuckDBPyConnection]:
    """The same, opened in a thread of its own from now on."""
    return begin(open_scratch)


def new_table(scratch: duckdb.DuckDBPyConnection) -> str:
    """A name that no table of the scratch has yet."""
    scratch.execute("CREATE SEQUENCE IF NOT EXISTS table_numbers")
    number = scratch.execute("SELECT nextval('table_numbers')").fetchall()[0][0]
    return f"raw_{number}"
