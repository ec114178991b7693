"""Ditto marks: `"`, `〃`, `同上` in a cell mean what stands in the one above."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import duckdb
import pyarrow as pa

from data_loaders import arrow_functions as pc
from data_loaders.readers.tables import column_names, samples
from data_loaders.report import Said
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet

MARKS: Final = ('"', "''", "”", "″", "〃", "ditto", "Ditto", "-do-", "do.", "同上")
MOST: Final = 200_000
_BLANK: Final = "\0"


def without_dittos(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The sheet with the values that its ditto marks repeat; a mark below nothing stays."""
    names = column_names(len(sheet.headers))
    marked = [at for at, name in enumerate(names) if set(MARKS) & set(sheet.cells.get(name, ()))]
    if not marked or sheet.rows > MOST:
        return sheet
    table = scratch.table(sheet.table).order("row").to_arrow_table()
    notes = []
    for at in marked:
        cells = table.column(names[at]).combine_chunks()
        marks = pc.fill_null(pc.is_in(cells, pa.array(MARKS)), False)
        above = pc.fill_null_forward(pc.if_else(marks, None, pc.fill_null(cells, _BLANK)))
        told = pc.and_(marks, pc.fill_null(pc.not_equal(above, _BLANK), False))
        column = table.column_names.index(names[at])
        table = table.set_column(column, names[at], pc.if_else(told, above, cells))
        notes.append(Said("dittos_read", {"rows": pc.sum(told).as_py() or 0, "column": sheet.headers[at]}))
    stored = new_table(scratch)
    scratch.from_arrow(table).create(stored)
    return replace(sheet, table=stored, notes=(*sheet.notes, *notes), cells=samples(scratch.table(stored), names))
