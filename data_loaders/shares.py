"""Probabilities written as 0.2, 20 or 20%, read as shares of 1."""

from __future__ import annotations

import re
from dataclasses import replace

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.amounts import read_amounts
from data_loaders.report import Question, Said
from data_loaders.shapes import change, chosen, unreadable
from data_loaders.typed import Hints, Typed


def read_shares(table: duckdb.DuckDBPyRelation, column: str, *, header: str, hints: Hints) -> Typed:
    """A column of probabilities as shares 0–1, whichever of 0–1, 0–100 and `20%` it is written in.

    Any value over 1 without a sign makes the column one of percentages. Nothing but 0 and 1 is read the way the system
    writes (`hints.share`) or the header says (`%`); else a question asks and the ones stay empty. Values outside
    0–100 % are unreadable.
    """
    typed = read_amounts(table, column, header=header, hints=hints, share=True)
    number = typed.expression
    text = ColumnExpression(column)
    signed = FunctionExpression("contains", text, ConstantExpression("%"))
    signed = signed | FunctionExpression("contains", text, ConstantExpression("％"))
    bare = chosen([(~signed, number)])
    counts = table.aggregate(
        [
            FunctionExpression("count_if", signed),
            FunctionExpression("count", bare),
            FunctionExpression("count_if", (bare > ConstantExpression(1.0)) & (bare <= ConstantExpression(100.0))),
            FunctionExpression("count_if", (bare > ConstantExpression(0.0)) & (bare < ConstantExpression(1.0))),
            FunctionExpression("count_if", bare == ConstantExpression(1.0)),
            FunctionExpression("min", number),
            FunctionExpression("max", chosen([(signed, number)])),
            FunctionExpression("max", bare),
        ]
    )
    signs, cells, overs, parts, ones, least, most_signed, most_bare = (one or 0 for one in counts.fetchall()[0])
    bare = bare if signs else number
    written = hints.share or ("percent" if re.search("[%％]", header) else None)
    percent = overs > 0 or (cells > 0 and parts == 0 and written == "percent")
    if ones and not (overs or parts or written) and bare is number:
        return _asked(table, column, typed, header)
    value = number
    if percent:
        hundredth = number / ConstantExpression(100.0)
        value = hundredth if bare is number else chosen([(signed, number), (~signed, hundredth)])
    within = least >= 0 and max(most_signed, most_bare / (100 if percent else 1)) <= 1
    typed = replace(typed, expression=value) if within else _bounded(table, column, value, typed, hints)
    if not percent and bare is number:
        return typed
    where = ColumnExpression(column).isnotnull() if percent else signed
    total = table.filter(where).aggregate([FunctionExpression("count", typed.expression)]).fetchall()[0][0]
    said = Said("share_percent", {"column": header})
    changed = change(table, column, said, cells=int(total), where=where, value=typed.expression)
    return replace(typed, changes=(*typed.changes, changed))


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
