"""Is the warehouse sound? Every block is read against its checksum, every kept original against its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from dashboard.errors import DAMAGED, DashboardError
from dashboard.language import mark
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.statements import HERE, run

TABLE_DAMAGED: Final = mark("The table {table} of the warehouse cannot be read: {detail}")
ORIGINAL_DAMAGED: Final = mark("The kept original {name} is no longer what was loaded.")
RESTORE_BACKUP: Final = mark("Put a backup in the warehouse's place, or load the files again into a new one.")
BATCH_ROWS: Final = 100_000


@dataclass(frozen=True)
class Examination:
    """What was read and found sound. `originals`: kept files; `version`: grows with every change of the data."""

    tables: int
    rows: int
    originals: int
    imports: int
    deals: int
    visits: int
    version: int


def examine(warehouse: Warehouse) -> Examination:
    """Read everything once. Raises DashboardError (DAMAGED) at the first thing that is not as it was written."""
    counts = dict(_tables(warehouse))
    originals = [path for path in sorted(warehouse.files.glob("*")) if not path.suffix]
    for path in originals:
        if _digest(path) != path.name:
            raise DashboardError(ORIGINAL_DAMAGED, RESTORE_BACKUP, exit_code=DAMAGED, name=path.name)
    held = known.holdings(warehouse)
    return Examination(
        tables=len(counts),
        rows=sum(counts.values()),
        originals=len(originals),
        imports=held.imports,
        deals=held.deals,
        visits=held.visits,
        version=warehouse.version,
    )


def _tables(warehouse: Warehouse) -> Iterator[tuple[str, int]]:
    with closing(warehouse.cursor()) as cursor:
        for schema, table in run(cursor, HERE / "integrity.sql").fetchall():
            name = f"{schema}.{table}"
            try:
                batches = cursor.table(name).to_arrow_reader(BATCH_ROWS)
                yield name, sum(batch.num_rows for batch in batches)
            except (duckdb.Error, OSError) as error:
                detail = str(error).splitlines()[0]
                raise DashboardError(
                    TABLE_DAMAGED, RESTORE_BACKUP, exit_code=DAMAGED, table=name, detail=detail
                ) from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
