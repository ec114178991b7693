"""The believed tables and the hot rows, rebuilt whole from what the files state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version

import duckdb

from dashboard.warehouse.statements import in_order, run, statement
from dashboard.warehouse.working_days import calendar_of, days_apart


def fingerprint() -> str:
    """Changes with the text of any layout file: a warehouse built by another version is rebuilt on opening.

    So is one that was built when other holidays were known.
    """
    digest = hashlib.sha256(version("holidays").encode())
    for path in in_order("layout"):
        digest.update(f"{path.stem}\n{statement(path)}".encode())
    return digest.hexdigest()


def build(cursor: duckdb.DuckDBPyConnection, progress: Callable[[float], None] | None = None) -> None:
    """Rebuild everything derived, inside the caller's transaction, and count the data version up.

    `progress` is told the share done (0 to 1) after each part.
    """
    _tell_calendar(cursor)
    parts = in_order("layout")
    for number, path in enumerate(parts, start=1):
        run(cursor, path)
        if progress:
            progress(number / len(parts))
    cursor.execute("UPDATE data_version SET version = version + 1, layout = $layout", {"layout": fingerprint()})


def _tell_calendar(cursor: duckdb.DuckDBPyConnection) -> None:
    """The calendar of working days that people decided on, as the layout reads it."""
    calendar = calendar_of(dict(cursor.execute("SELECT name, value FROM settings").fetchall()))
    apart = days_apart(calendar)
    cursor.execute(
        """CREATE OR REPLACE TEMP TABLE days_apart AS
        SELECT unnest($days::INTEGER[]) AS day, unnest($works::BOOLEAN[]) AS works""",
        {"days": list(apart), "works": list(apart.values())},
    )
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE weekend AS SELECT unnest($weekend::INTEGER[]) AS weekday",
        {"weekend": sorted(calendar.weekend)},
    )


def refresh(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Rebuild if this version of the product lays the data out differently; tells whether it did.

    The hot rows are dropped before, so that none stay behind that this version does not make.
    """
    (built,) = cursor.execute("SELECT layout FROM data_version").fetchall()[0]
    if built == fingerprint():
        return False
    cursor.execute("BEGIN")
    cursor.execute("DROP SCHEMA fast CASCADE")
    cursor.execute("CREATE SCHEMA fast")
    build(cursor)
    cursor.execute("COMMIT")
    cursor.execute("CHECKPOINT warehouse")
    return True
