"""What people decided, written beside the database, so that it outlives it as the originals do.

One JSON file, `<warehouse>.decided.json`: every table of decisions with its rows. It is written after each transaction
and read when a database is made anew beside it; in between nobody reads it, the database says what holds.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from dashboard.errors import DAMAGED, DashboardError
from dashboard.language import mark

TABLES: Final = (
    "settings",
    "stage_rules",
    "aliases",
    "mappings",
    "review_notes",
    "saved_views",
    "boards",
    "pins",
    "own_targets",
    "own_rates",
)
"""The tables that only people write; `imports` and `loaded` come back from the originals."""
UNREADABLE: Final = mark("What people decided cannot be read from {path}: {detail}")
MOVE_AWAY: Final = mark("Put a backup in its place, or move it away to go on without it.")


def path_beside(warehouse: Path) -> Path:
    """Where the decisions of a warehouse are written."""
    return warehouse.with_name(warehouse.name + ".decided.json")


def write(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write what holds now, where that is not what the file says. Raises OSError where there is no room."""
    told = {table: _rows(cursor, table) for table in TABLES}
    text = json.dumps(told, ensure_ascii=False, indent=1, default=_iso)
    if not any(told.values()):
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        part = path.with_name(path.name + ".part")
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)


def restore(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Put the decisions of the file into a new database: all of them or none. Raises DashboardError for a broken file.

    New is what was never laid out, so a process killed on the way begins again. A column that is no more is left out.
    """
    if not path.exists() or cursor.execute("SELECT layout FROM data_version").fetchall() != [("",)]:
        return
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        cursor.execute("BEGIN")
        for table in TABLES:
            columns = _columns(cursor, table)
            for row in told.get(table, ()):
                _insert(cursor, table, {name: value for name, value in row.items() if name in columns})
        cursor.execute("COMMIT")
    except (OSError, ValueError, TypeError, AttributeError, duckdb.Error) as error:
        detail = str(error).splitlines()[0]
        raise DashboardError(UNREADABLE, MOVE_AWAY, exit_code=DAMAGED, path=path, detail=detail) from error


def _rows(cursor: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    found = cursor.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found]


def _columns(cursor: duckdb.DuckDBPyConnection, table: str) -> frozenset[str]:
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")
    return frozenset(column[0] for column in cursor.description or ())


def _insert(cursor: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    names, places = ", ".join(row), ", ".join(f"${name}" for name in row)
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", row)


def _iso(value: date) -> str:
    return value.isoformat()
