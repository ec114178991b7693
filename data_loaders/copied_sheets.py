"""Sheets that hold the very rows of another: a copy that somebody kept is no second list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, FunctionExpression

from data_loaders.readers.tables import column_names
from data_loaders.report import Said
from data_loaders.sheet import Sheet

LEAST: Final = 2
"""Rows of which it is no chance that they are the same."""


def without_copies(scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets without copies of earlier ones, in whatever order of rows; the first of them says so."""
    shapes = Counter((sheet.headers, sheet.rows) for sheet in sheets)
    kept: list[Sheet] = []
    places: dict[tuple[tuple[str, ...], int, int], int] = {}
    for sheet in sheets:
        if sheet.rows < LEAST or shapes[sheet.headers, sheet.rows] == 1:
            kept.append(sheet)
            continue
        place = places.setdefault((sheet.headers, sheet.rows, _content(scratch, sheet)), len(kept))
        if place == len(kept):
            kept.append(sheet)
        else:
            first = kept[place]
            said = Said("sheet_copied", {"sheet": sheet.name, "other": first.name, "rows": sheet.rows})
            kept[place] = replace(first, notes=(*first.notes, said))
    return tuple(kept)


def _content(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> int:
    """A number that two sheets share where they hold the same rows."""
    row = FunctionExpression("hash", *map(ColumnExpression, column_names(len(sheet.headers))))
    return int(scratch.table(sheet.table).aggregate([FunctionExpression("sum", row)]).fetchall()[0][0])
