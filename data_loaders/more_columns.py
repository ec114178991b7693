"""Columns that a sheet does not have and its name, or its other columns, tell: a day, an owner, a stage."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import duckdb
from duckdb import ConstantExpression, Expression, StarExpression

from data_loaders.report import Said
from data_loaders.scratch import new_table
from data_loaders.sheet import SAMPLES, Sheet


class NewColumn(NamedTuple):
    """A column to add: what it holds, and sample values as `Sheet.cells` has them."""

    header: str
    values: Expression
    cells: tuple[str, ...]


def with_columns(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, said: Said, *columns: NewColumn) -> Sheet:
    """The sheet with more columns on its right, and a note that says where they come from."""
    name, width = new_table(scratch), len(sheet.headers)
    named = {f"c{width + place}": column for place, column in enumerate(columns)}
    values = (column.values.alias(key) for key, column in named.items())
    scratch.table(sheet.table).select(StarExpression(), *values).create_view(name)
    return replace(
        sheet,
        table=name,
        headers=(*sheet.headers, *(column.header for column in columns)),
        cells={**sheet.cells, **{key: column.cells[:SAMPLES] for key, column in named.items()}},
        notes=(*sheet.notes, said),
    )


def with_text(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, said: Said, header: str, text: str) -> Sheet:
    """The same with one column that holds one text in every row."""
    return with_columns(scratch, sheet, said, NewColumn(header, ConstantExpression(text), (text,)))
