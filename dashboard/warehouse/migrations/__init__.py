"""Numbered migrations of what cannot be rebuilt: the imports, what files stated, what people decided."""

from __future__ import annotations

import duckdb

from dashboard.errors import DAMAGED, DashboardError
from dashboard.language import mark
from dashboard.warehouse.statements import in_order, run

NEWER = mark("This warehouse was written by a newer version (migration {number}).")
UPDATE = mark("Update the dashboard, or open another warehouse.")


def apply(cursor: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Run the migrations that this file has not seen, each in its own transaction; gives their names."""
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name VARCHAR, applied_at TIMESTAMP)"
    )
    done = {number for (number,) in cursor.execute("SELECT number FROM migrations").fetchall()}
    known = {int(path.stem.split("_", 1)[0]): path for path in in_order("migrations")}
    if done - known.keys():
        raise DashboardError(NEWER, UPDATE, exit_code=DAMAGED, number=max(done))
    applied = []
    for number in sorted(known.keys() - done):
        name = known[number].stem
        cursor.execute("BEGIN")
        run(cursor, known[number])
        cursor.execute(
            "INSERT INTO migrations VALUES ($number, $name, now()::TIMESTAMP)", {"number": number, "name": name}
        )
        cursor.execute("COMMIT")
        # A migration left in the write-ahead log is the one thing that older DuckDB could not always replay.
        cursor.execute("CHECKPOINT warehouse")
        applied.append(name)
    return tuple(applied)
