"""The rows of an import and its kept original: how they go in, and how they go without a trace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from dashboard.errors import DashboardError
from dashboard.language import mark
from dashboard.warehouse import originals
from dashboard.warehouse.connection import Warehouse, room_for
from data_loaders.options import Options
from data_loaders.report import LoadReport
from data_loaders.schema import TABLES
from data_loaders.table_files import checked_table, table_file

NO_DATE: Final = mark("{file} holds no date, so it is not known when it was true.")
GIVE_AS_OF: Final = mark("State the day of the export (as-of).")


@dataclass(frozen=True)
class Reading:
    """One file, read into canonical tables in the folder `out`; `original` is kept when there is one."""

    report: LoadReport
    out: Path
    original: Path | None
    options: Options

    @property
    def tables(self) -> list[str]:
        """The canonical tables it gave."""
        return [table for table in TABLES if table_file(self.out, table).exists()]

    @property
    def as_of(self) -> datetime:
        """When the file was true. Raises DashboardError for deals or events without any date."""
        if self.options.as_of is not None:
            return self.options.as_of
        if self.report.as_of is not None:
            return datetime.fromisoformat(self.report.as_of)
        if {"deals", "stage_events"} & set(self.tables):
            raise DashboardError(NO_DATE, GIVE_AS_OF, file=self.report.file_name)
        return datetime(1970, 1, 1)  # a list without dates never moves the as-of


@dataclass(frozen=True)
class Past:
    """What a rebuilt import keeps of its first loading."""

    import_id: int
    loaded_at: datetime | None


def insert(cursor: duckdb.DuckDBPyConnection, reading: Reading, *, sample: bool, past: Past | None = None) -> int:
    """Put one file into the caller's transaction; gives the number of its import."""
    import_id = past.import_id if past else _next_number(cursor)
    cursor.execute(
        """INSERT INTO imports VALUES ($import_id, $sha256, $file_name, $size, $system, $kinds, $fields, $as_of,
        coalesce($loaded_at, now()::TIMESTAMP), $is_sample, $read, $loaded, $merged, $rejected, $options, $report)""",
        {
            "import_id": import_id,
            "loaded_at": past.loaded_at if past else None,
            "is_sample": sample,
            **_facts(reading),
        },
    )
    for table in reading.tables:
        relation = cursor.from_arrow(checked_table(reading.out, table))
        relation.select(duckdb.ConstantExpression(import_id).alias("import_id"), duckdb.StarExpression()).insert_into(
            f"loaded.{table}"
        )
    return import_id


def _next_number(cursor: duckdb.DuckDBPyConnection) -> int:
    """A number no import has; a rebuilt database gave its old imports their old numbers, so the sequence may lag."""
    ((highest,),) = cursor.execute("SELECT coalesce(max(import_id), 0) FROM imports").fetchall()
    while True:
        number = int(cursor.execute("SELECT nextval('import_ids')").fetchall()[0][0])
        if number > highest:
            return number


def _facts(reading: Reading) -> dict[str, Any]:
    report = reading.report
    fields = {column.target for column in report.columns if column.target and column.table == "deals"}
    return {
        "sha256": report.sha256,
        "file_name": report.file_name,
        "size": report.size,
        "system": report.recognition.system,
        "kinds": [table for table in reading.tables if table != "stages"],
        "fields": sorted(fields),
        "as_of": reading.as_of,
        "read": report.rows_read,
        "loaded": report.rows_loaded,
        "merged": report.rows_merged,
        "rejected": report.rows_rejected,
        "options": reading.options.to_json(),
        "report": report.to_json(),
    }


def delete(cursor: duckdb.DuckDBPyConnection, import_ids: Sequence[int]) -> list[str]:
    """Delete imports; gives the hashes of their originals."""
    if not import_ids:
        return []
    numbers = {"numbers": list(import_ids)}
    gone = cursor.execute("SELECT sha256 FROM imports WHERE list_contains($numbers, import_id)", numbers).fetchall()
    for table in TABLES:
        cursor.execute(f"DELETE FROM loaded.{table} WHERE list_contains($numbers, import_id)", numbers)
    cursor.execute("DELETE FROM imports WHERE list_contains($numbers, import_id)", numbers)
    return [sha256 for (sha256,) in gone]


def sample_ids(cursor: duckdb.DuckDBPyConnection) -> list[int]:
    """Numbers of the imports that are the sample company."""
    return [number for (number,) in cursor.execute("SELECT import_id FROM imports WHERE is_sample").fetchall()]


def keep(warehouse: Warehouse, reading: Reading, import_id: int, *, sample: bool) -> None:
    """In the transaction that loads it: keep the original, named by its hash."""
    if reading.original is not None:
        originals.lay_down(
            warehouse.files,
            reading.original,
            reading.report.sha256,
            import_id=import_id,
            is_sample=sample,
            options=reading.options,
        )


def forget(warehouse: Warehouse, hashes: Sequence[str]) -> None:
    """In the transaction that deletes their imports: let kept originals go."""
    originals.lay_down_removal(warehouse.files, hashes)


@contextmanager
def workplace(warehouse: Warehouse) -> Iterator[Path]:
    """A folder that the warehouse may read from, gone afterwards."""
    with room_for(warehouse.path), tempfile.TemporaryDirectory(prefix="import-", dir=warehouse.spool) as place:
        yield Path(place)


def rows(warehouse: Warehouse, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    """The rows of one query of this room."""
    with closing(warehouse.cursor()) as cursor:
        return cursor.execute(sql, parameters or None).fetchall()
