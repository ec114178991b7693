"""What stands in a rejected row, for whoever has to find and mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from data_loaders.report import Reject
from data_loaders.sheet import Sheet

SHOWN: Final = 120
MOST: Final = 10_000
"""Rejects that are looked up, of each sheet."""


def shown(cells: Sequence[str | None]) -> str:
    """The cells of a row as one text."""
    return " | ".join(filter(None, cells))[:SHOWN]


def with_texts(scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], rejects: Sequence[Reject]) -> list[Reject]:
    """The rejects, those without a value with the cells of their row."""
    texts: dict[tuple[str, int], str] = {}
    for sheet in sheets:
        rows = [one.row for one in rejects if one.sheet == sheet.name and not one.value][:MOST]
        if rows:
            wanted = ColumnExpression("row").isin(*map(ConstantExpression, rows))
            found = scratch.table(sheet.table).filter(wanted).fetchall()
            texts |= {(sheet.name, row): shown(cells) for row, *cells in found}
    return [one if one.value else replace(one, value=texts.get((one.sheet, one.row), "")) for one in rejects]
