"""Columns of text read as values: numbers, shares, dates, flags, with an account of what was changed.

`typed` decides once per column and returns an expression, so that the database does the work row by row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.amounts import read_amounts
from data_loaders.casts import integer_or_null
from data_loaders.dates import read_dates
from data_loaders.identifiers import mended, names_ids
from data_loaders.report import Change, Said
from data_loaders.schema import FieldType
from data_loaders.scratch import new_table
from data_loaders.shapes import chosen, is_nothing, nothing, unreadable
from data_loaders.shares import read_shares
from data_loaders.sheet import LOOK, SAMPLES, Sheet
from data_loaders.statements import store_pairs
from data_loaders.tallies import Tally
from data_loaders.typed import EXAMPLES, DateOrder, Hints, Precision, Typed, Unit

__all__ = ["DateOrder", "Hints", "Precision", "Typed", "Unit", "typed"]

YES: Final = ("true", "t", "yes", "y", "1", "1.0", "是", "对", "真", "√", "✓", "x", "有", "ja", "oui", "sí", "si", "on")
NO: Final = ("false", "f", "no", "n", "0", "0.0", "否", "错", "假", "×", "没有", "nein", "non", "off")


def typed(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    column: str,
    kind: FieldType,
    *,
    header: str = "",
    hints: Hints | None = None,
    rows: duckdb.DuckDBPyRelation | None = None,
) -> Typed:
    """Read one column (`c3`) of a sheet as values of a kind; `header` is its name, for units and sentences.

    `rows`: those of the sheet with what their reader read beside the texts, where the caller selects from them.

    Where the column can be read in two ways that differ, the cells in question stay empty and `questions` asks.
    """
    hints = hints or Hints()
    table = scratch.table(sheet.table) if rows is None else rows
    known = _all_values(sheet, column)
    if kind in ("timestamp", "date"):
        return read_dates(table, column, sheet=sheet, header=header, hints=hints, day=kind == "date", known=known)
    few = len(sheet.cells.get(column, ())) < SAMPLES
    if kind == "share":
        values = _values(scratch, table, column, sheet.tally(column)) if few else table
        return read_shares(table, column, values=values, header=header, hints=hints)
    if kind in ("number", "integer"):
        return _numbers(table, column, header=header, hints=hints, whole=kind == "integer", known=known)
    if kind == "flag":
        return _flags(table, column, header=header, hints=hints, known=known)
    some = known is None or any(is_nothing(cell, hints) for cell in known)
    return _texts(table, column, header=header, hints=hints, nothings=some, few=few, sheet=sheet)


def _numbers(
    table: duckdb.DuckDBPyRelation,
    column: str,
    *,
    header: str,
    hints: Hints,
    whole: bool,
    known: tuple[str, ...] | None,
) -> Typed:
    found = read_amounts(table, column, header=header, hints=hints, known=known)
    if not whole:
        return found
    value = integer_or_null(FunctionExpression("round", found.expression))
    return replace(found, expression=value, currency=None)


def _flags(
    table: duckdb.DuckDBPyRelation, column: str, *, header: str, hints: Hints, known: tuple[str, ...] | None
) -> Typed:
    folded = FunctionExpression("lower", ColumnExpression(column))
    value = chosen(
        [
            (folded.isin(*map(ConstantExpression, YES)), ConstantExpression(value=True)),
            (folded.isin(*map(ConstantExpression, NO)), ConstantExpression(value=False)),
        ]
    )
    if known is not None and all(cell.lower() in (*YES, *NO) for cell in known):
        return Typed(value)
    count, rows = unreadable(table, column, value, hints)
    return Typed(value, changes=_nothings(table, column, header, hints), unreadable=rows, unreadable_count=count)


def _values(
    scratch: duckdb.DuckDBPyConnection, table: duckdb.DuckDBPyRelation, column: str, tally: Tally | None
) -> duckdb.DuckDBPyRelation:
    """A table of the values of a column, each once."""
    name = new_table(scratch)
    if tally is not None and tally.is_whole:
        store_pairs(scratch, name, {column: "VARCHAR"}, [(value,) for value in tally.rows])
    else:
        table.select(column).distinct().create(name)
    return scratch.table(name)


def _all_values(sheet: Sheet, column: str) -> tuple[str, ...] | None:
    """The distinct values of a column where the samples are all of them, else null."""
    cells = sheet.cells.get(column)
    return cells if cells is not None and sheet.rows <= LOOK and len(cells) < SAMPLES else None


def _texts(
    table: duckdb.DuckDBPyRelation,
    column: str,
    *,
    header: str,
    hints: Hints,
    nothings: bool,
    few: bool,
    sheet: Sheet,
) -> Typed:
    text: Expression = ColumnExpression(column)
    changes = _nothings(table, column, header, hints, few=few, tally=sheet.tally(column)) if nothings else ()
    mends: tuple[Change, ...] = ()
    if names_ids(header):
        text, mends = mended(table, column, header)
    value = chosen([(~nothing(column, hints), text)]) if changes else text
    return Typed(value, changes=(*changes, *mends))


def _nothings(
    table: duckdb.DuckDBPyRelation,
    column: str,
    header: str,
    hints: Hints,
    *,
    few: bool = False,
    tally: Tally | None = None,
) -> tuple[Change, ...]:
    """The words for nothing in a column, counted; `few`: its values come again and again, so count them all first."""
    counted = _counted(table, column, hints, few=few) if tally is None else tally.rows.items()
    cells = {word: number for word, number in counted if is_nothing(word, hints)}
    if not cells:
        return ()
    first = sorted(cells, key=lambda word: (-cells[word], word))[:EXAMPLES]
    return (Change(Said("null_words", {"column": header}), sum(cells.values()), tuple((word, "") for word in first)),)


def _counted(table: duckdb.DuckDBPyRelation, column: str, hints: Hints, *, few: bool) -> list[tuple[str, int]]:
    """How often each value stands in a column that may be nothing."""
    text = ColumnExpression(column)
    asked = table if few else table.filter(nothing(column, hints))
    # Any value of a group is its only one, but a condition on it is not asked of every row before they are grouped.
    word, cells = FunctionExpression("any_value", text).alias("word"), FunctionExpression("count", text).alias("cells")
    values = asked.aggregate([word, cells], column)
    return [(str(word), int(number)) for word, number in values.filter(nothing("word", hints)).fetchall()]
