"""Ids that spreadsheets have harmed: cut to 15 digits, written as 5.8E+18, or made decimal fractions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.initials import only_where
from data_loaders.report import Change, Said
from data_loaders.shapes import chosen
from data_loaders.typed import EXAMPLES

NAMES: Final = re.compile(r"(^|[^a-z])(ids?|key|no|number|nr)([^a-z]|$)|[a-z]I[dD]$|编号|编码|流水号|单号|序号")
SCIENTIFIC: Final = r"^[0-9](\.[0-9]+)?[eE]\+[0-9]{1,2}$"
FRACTION: Final = r"^[0-9]+\.0$"
LONG: Final = r"^[0-9]{18,25}$"
"""Whole numbers of 18 digits and more: one in a hundred of them is by chance one that a workbook can hold."""
MOST: Final = 2_000


def names_ids(header: str) -> bool:
    """Whether a column holds ids, by its header."""
    return bool(NAMES.search(header) or NAMES.search(header.casefold()))


def mended(table: duckdb.DuckDBPyRelation, column: str, header: str) -> tuple[Expression, tuple[Change, ...]]:
    """The column of ids as far as it can be saved, and what was changed or is in doubt."""
    text = ColumnExpression(column)
    lost, fraction, long = (
        FunctionExpression("regexp_matches", text, ConstantExpression(pattern))
        for pattern in (SCIENTIFIC, FRACTION, LONG)
    )
    any_of = FunctionExpression("regexp_matches", text, ConstantExpression(f"{SCIENTIFIC}|{FRACTION}|{LONG}"))
    if not table.filter(only_where(_ends_with_digit(text), any_of)).select("row").limit(1).fetchall():
        return text, ()
    counts = table.aggregate([FunctionExpression("count_if", one) for one in (lost, fraction, long)])
    sciences, fractions, longs = (int(count or 0) for count in counts.fetchall()[0])
    changes: list[Change] = []
    cases: list[tuple[Expression, Expression]] = []
    if sciences:
        cases.append((lost, ConstantExpression(None).cast("VARCHAR")))
        changes.append(_change("id_lost", table, column, header, where=lost, cells=sciences, after=lambda _: ""))
    if fractions:
        cases.append((fraction, FunctionExpression("replace", text, ConstantExpression(".0"), ConstantExpression(""))))
        changes.append(_change("id_fraction", table, column, header, where=fraction, cells=fractions, after=_whole))
    if longs:
        changes += _rounded(table, column, header, long, longs)
    value = chosen([*cases, (text.isnotnull(), text)]) if cases else text
    return value, tuple(changes)


def _ends_with_digit(text: Expression) -> Expression:
    """As all harmed ids do, and most ids of systems do not: half as dear to ask as a pattern."""
    last = FunctionExpression("array_extract", text, ConstantExpression(-1))
    return (last >= ConstantExpression("0")) & (last <= ConstantExpression("9"))


def _whole(cell: str) -> str:
    return cell.removesuffix(".0")


def _rounded(
    table: duckdb.DuckDBPyRelation, column: str, header: str, long: Expression, cells: int
) -> tuple[Change, ...]:
    """Long numbers that a workbook can hold exactly, where at least half of them can be held so."""
    found = [cell for (cell,) in table.filter(long).select(column).limit(MOST).fetchall()]
    exact = [cell for cell in found if int(float(cell)) == int(cell)]
    if len(exact) * 2 < len(found):
        return ()
    said = Said("id_rounded", {"column": header})
    return (Change(said, cells, tuple((cell, cell) for cell in exact[:EXAMPLES])),)


def _change(
    code: str,
    table: duckdb.DuckDBPyRelation,
    column: str,
    header: str,
    *,
    where: Expression,
    cells: int,
    after: Callable[[str], str],
) -> Change:
    shown = table.filter(where).select(column).limit(EXAMPLES).fetchall()
    return Change(Said(code, {"column": header}), cells, tuple((cell, after(cell)) for (cell,) in shown))
