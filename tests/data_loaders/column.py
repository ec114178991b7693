"""Columns for tests of values: texts in, what was read of them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from data_loaders.readers.tables import Raw, sheet_of, store
from data_loaders.schema import FieldType
from data_loaders.scratch import open_scratch
from data_loaders.typed import Hints, Typed
from data_loaders.values import typed


@dataclass(frozen=True)
class Column:
    """What a column was read as: a value for each text, and the account of it."""

    values: list[Any]
    currencies: list[Any]
    typed: Typed

    @property
    def rules(self) -> dict[str, int]:
        return {change.rule.code: change.cells for change in self.typed.changes}


def read(
    kind: FieldType,
    cells: Sequence[str | None],
    *,
    header: str = "Column",
    beside: str = "x",
    since_1904: bool = False,
    **hints: Any,
) -> Column:
    """The column as rows 2, 3, … of a sheet; `beside` fills a second column."""
    rows = list(range(2, 2 + len(cells)))
    table = pa.table({"row": rows, "c0": pa.array(cells, pa.string()), "c1": [beside] * len(cells)})
    scratch = _scratch()
    name = store(scratch, iter([table]), 2)
    try:
        sheet = replace(sheet_of(scratch, Raw("", name, (header, "beside"), 1)), since_1904=since_1904)
        found = typed(scratch, sheet, "c0", kind, header=header, hints=Hints(**hints))
        stored = scratch.table(sheet.table)
        values = [row[0] for row in stored.select(found.expression).fetchall()]
        codes = [row[0] for row in stored.select(found.currency).fetchall()] if found.currency is not None else []
    finally:
        scratch.execute(f"DROP TABLE {name}")
    return Column(values, codes, found)


@cache
def _scratch() -> duckdb.DuckDBPyConnection:
    """One scratch for all tests of a run: opening one costs more than reading a column."""
    return open_scratch()
