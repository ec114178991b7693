"""Probabilities written as 0.2, 20 or 20%, read as shares of 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.amounts import read_amounts
from data_loaders.report import Question, Said
from data_loaders.shapes import change, chosen, unreadable
from data_loaders.typed import Hints, Typed


def read_shares(
    table: duckdb.DuckDBPyRelation, column: str, *, values: duckdb.DuckDBPyRelation, header: str, hints: Hints
) -> Typed:
    """A column of probabilities as shares 0–1, whichever of 0–1, 0–100 and `20%` it is written in.

    `values` are the cells to look at for that: those of the table, or each that occurs once.

    Any value over 1 without a sign makes the column one of percentages. Nothing but 0 and 1 is read the way the system
    writes (`hints.share`) or the header says (`%`); else a question asks and the ones stay empty. Values outside
    0–100 % are unreadable.
    """
    typed = read_amounts(table, column, header=header, hints=hints, share=True, values=values)
    number = typed.expression
    text = ColumnExpression(column)
    signed = FunctionExpression("contains", text, ConstantExpression("%"))
    signed = signed | FunctionExpression("contains", text, ConstantExpression("％"))
    seen = _seen(values, number, signed)
    written = hints.share or ("percent" if re.search("[%％]", header) else None)
    percent = seen.overs > 0 or (seen.bare > 0 and seen.parts == 0 and written == "percent")
    if seen.ones and not (seen.overs or seen.parts or written or seen.signed):
        return _asked(table, column, typed, header)
    value = number
    if percent:
        hundredth = number / ConstantExpression(100.0)
        value = chosen([(signed, number), (~signed, hundredth)]) if seen.signed else hundredth
    within = seen.least >= 0 and max(seen.most_signed, seen.most_bare / (100 if percent else 1)) <= 1
    typed = replace(typed, expression=value) if within else _bounded(table, column, value, typed, hints)
    if not percent and not seen.signed:
        return typed
    where = ColumnExpression(column).isnotnull() if percent else signed
    total = table.filter(where).aggregate([FunctionExpression("count", typed.expression)]).fetchall()[0][0]
    said = Said("share_percent", {"column": header})
    changed = change(values, column, said, cells=int(total), where=where, value=typed.expression)
    return replace(typed, changes=(*typed.changes, changed))


@dataclass(frozen=True)
class _Seen:
    """What one look at the column tells: counts of values with a sign and without, and the bounds of both."""

    signed: int
    bare: int
    overs: int
    parts: int
    ones: int
    least: float
    most_signed: float
    most_bare: float


def _seen(values: duckdb.DuckDBPyRelation, number: Expression, signed: Expression) -> _Seen:
    """Look at every value once: `overs` are over 1, `parts` between 0 and 1, `ones` 1, all of them without a sign."""
    bare = chosen([(~signed, number)])
    none, one, hundred = map(ConstantExpression, (0.0, 1.0, 100.0))
    counts = values.aggregate(
        [
            FunctionExpression("count_if", signed),
            FunctionExpression("count", bare),
            FunctionExpression("count_if", (bare > one) & (bare <= hundred)),
            FunctionExpression("count_if", (bare > none) & (bare < one)),
            FunctionExpression("count_if", bare == one),
            FunctionExpression("min", number),
            FunctionExpression("max", chosen([(signed, number)])),
            FunctionExpression("max", bare),
        ]
    )
    return _Seen(*(count or 0 for count in counts.fetchall()[0]))


def _asked(table: duckdb.DuckDBPyRelation, column: str, typed: Typed, header: str) -> Typed:
    """The column without its ones, which may be 1 % or all, and the question."""
    one = typed.expression == ConstantExpression(1.0)
    text = ColumnExpression(column)
    cells = int(table.filter(one).aggregate([FunctionExpression("count", text)]).fetchall()[0][0])
    question = Question(
        Said("share_unknown", {"column": header, "count": cells}), "share", ("percent", "unit"), header, ("0", "1")
    )
    return replace(typed, expression=chosen([(~one, typed.expression)]), questions=(question,))


def _bounded(table: duckdb.DuckDBPyRelation, column: str, value: Expression, typed: Typed, hints: Hints) -> Typed:
    """Values below 0 and above 1 made unreadable."""
    outside = (value < ConstantExpression(0.0)) | (value > ConstantExpression(1.0))
    value = chosen([(~outside, value)])
    count, rows = unreadable(table, column, value, hints)
    return replace(typed, expression=value, unreadable=rows, unreadable_count=count)
