"""A million believable deals as canonical tables, made by SQL in a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from data_loaders.report import Column, LoadReport, Preview, Recognition, Said, SheetRead
from data_loaders.schema import TABLES, FieldType, arrow_schema
from data_loaders.table_files import read_table, table_file, write_table
from tests.table_files import write_rows

HERE: Final = Path(__file__).parent
MADE: Final = {
    "deals": "made_deals",
    "stage_events": "made_events",
    "deal_changes": "made_changes",
    "activities": "made_activities",
    "targets": "made_targets",
    "leads": "made_leads",
    "spend": "made_spend",
}
OPEN_STAGES: Final = ("Lead", "Qualified", "Demo", "Proposal", "Negotiation", "Contract")
SQL_TYPES: Final[dict[FieldType, str]] = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "share": "DOUBLE",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "flag": "BOOLEAN",
    "integer": "BIGINT",
    "json": "VARCHAR",
}
AS_OF: Final = datetime(2025, 12, 31, 23, 59, 59)


@dataclass(frozen=True)
class MadeUp:
    """Where the tables lie, and how many rows each has."""

    folder: Path
    rows: dict[str, int]


def made_in(folder: Path, deals: int) -> MadeUp:
    """The tables of an earlier run in the same folder, else new ones."""
    if all(table_file(folder, table).exists() for table in MADE) and (folder / "report.json").exists():
        return MadeUp(folder, {table: read_table(folder, table).num_rows for table in MADE})
    return make(folder, deals)


def make(folder: Path, deals: int) -> MadeUp:
    """Write the canonical tables and their load report into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {}
    with duckdb.connect(config={"temp_directory": str(folder)}) as connection:
        for part in (HERE / "made_up.sql").read_text(encoding="utf-8").split(";\n"):
            connection.execute(part, {"deals": deals} if "$deals" in part else None)
        for table, made in MADE.items():
            rows[table] = _write(connection, made, table, folder)
    stages = [_stage(name, place) for place, name in enumerate((*OPEN_STAGES, "Won", "Lost", "Void"), start=1)]
    write_rows(stages, folder, "stages")
    _report(rows, deals).write(folder / "report.json")
    return MadeUp(folder, rows)


def _write(connection: duckdb.DuckDBPyConnection, made: str, table: str, folder: Path) -> int:
    """One canonical table: the columns made, null for the rest, in the order of the schema."""
    relation = connection.table(made)
    known = set(relation.columns)
    columns = [
        (duckdb.ColumnExpression(field.name) if field.name in known else duckdb.ConstantExpression(None))
        .cast(SQL_TYPES[field.type])
        .alias(field.name)
        for field in TABLES[table]
    ]
    write_table(relation.select(*columns), folder, table)
    (count,) = connection.table(made).aggregate("count(*)").fetchall()[0]
    return int(count)


def _stage(name: str, place: int) -> dict[str, object]:
    status = name.lower() if name in ("Won", "Lost", "Void") else "open"
    return {
        "pipeline": "Sales",
        "stage": name,
        "position": place if status == "open" else None,
        "status": status,
        "strength": 1,
        "reason": "stated by the file",
    }


def _report(rows: dict[str, int], deals: int) -> LoadReport:
    said = Said("")
    return LoadReport(
        file_name="made up.csv",
        sha256=f"made up {deals}",
        size=1,
        encoding="utf-8",
        delimiter=",",
        recognition=Recognition("made up", 100, (), None, 0),
        sheets=tuple(SheetRead(table, table, 1, count, count, 0, 0) for table, count in rows.items()),
        columns=tuple(
            Column("deals", name, "deals", name, 100, said, ())
            for name in arrow_schema("deals").names
            if name not in ("sheet", "row")
        ),
        changes=(),
        findings=(),
        rejects=(),
        preview=Preview(deals, {}, None, None, OPEN_STAGES, "A", ()),
        as_of=AS_OF.isoformat(),
        as_of_reason=said,
    )
