"""Columns of moments beside their texts: a reader that sees what a column is reads it once, while it has the text.

A table `raw_2` of texts may have a view `raw_2 with moments`: the same rows and columns, and behind them a column for
each that is written in one format, named after both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.date_shapes import only_format

_LOOK: Final = 20


def formats_of(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> dict[str, str]:
    """Column → the one format of its first cells, for columns of dates and times; numbers that might be days are not.

    `rows`: cells as the file has them; shorter and longer rows say nothing.
    """
    whole = (row for row in rows if len(row) == len(columns))
    found: dict[str, str] = {}
    for column, cells in zip(columns, zip(*whole, strict=True), strict=False):
        some = tuple(islice(dict.fromkeys(text for cell in cells if (text := cell.strip())), _LOOK))
        form = None if all(map(str.isdigit, some)) else only_format(some)
        if form is not None:
            found[column] = form
    return found


def moment_of(text: Expression, form: str) -> Expression:
    """The moment that a text states in a format, null for another."""
    return FunctionExpression("try_strptime", text, ConstantExpression(form))


def moments(formats: Mapping[str, str]) -> list[Expression]:
    """The columns of moments for the columns of text."""
    return [moment_of(ColumnExpression(column), form).alias(f"{column} {form}") for column, form in formats.items()]


def moment_in(table: duckdb.DuckDBPyRelation, column: str, form: str) -> Expression:
    """The moments of a column: as its reader read them, else read from the texts."""
    name = f"{column} {form}"
    return ColumnExpression(name) if name in table.columns else moment_of(ColumnExpression(column), form)


def columns_of_moments(rows: duckdb.DuckDBPyRelation) -> frozenset[str]:
    """The columns of text whose moments stand beside them."""
    return frozenset(name.partition(" ")[0] for name in rows.columns if " " in name)


def view_of_texts(rows: duckdb.DuckDBPyRelation, name: str, width: int) -> None:
    """`name` as a view of `row` and the first `width` columns, and where there are moments, that of all beside it."""
    rows.select(*map(ColumnExpression, rows.columns[: width + 1])).create_view(name)
    if len(rows.columns) > width + 1:
        rows.create_view(_beside(name))


def with_moments(scratch: duckdb.DuckDBPyConnection, table: str) -> duckdb.DuckDBPyRelation:
    """The rows of a table with the moments that its reader read, if it read any."""
    try:
        return scratch.view(_beside(table))
    except duckdb.CatalogException:
        return scratch.table(table)


def _beside(table: str) -> str:
    return f"{table} with moments"
