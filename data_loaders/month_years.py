"""`Mar-26` is March 2026 or the 26th of a March: told by the numbers of the whole column."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from data_loaders.date_shapes import DateShape
from data_loaders.shapes import Shape, shape_in

NUMBER: Final = "[0-9]{2}$"
FIRST: Final = 10
"""No list of deals begins before 2010."""
DAY: Final = re.compile(r"[a-z]{3,9}[^a-z\d]+\d$|\d{1,2}[^a-z\d]+[a-z]{3,9}$")
"""`Mar-5` and `26-Mar`: who writes days of a month so writes them so elsewhere in the column."""
LAST_DAY: Final = 31
WIDEST: Final = 6
"""Years between the first and the last of a list; days of a month are spread over more."""


def with_years(
    table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[Shape], read: Mapping[str, DateShape]
) -> dict[str, DateShape]:
    """The shapes of dates without those of a month and two digits, where the digits may be days.

    A day without a year is no date, so there is nothing to ask: such cells stay unread and are counted.
    """
    short = [text for text, found in read.items() if found.short_year]
    days = any(DAY.match(one.plain) for one in shapes)
    if not short or (not days and are_years(_numbers(table, column, short))):
        return dict(read)
    return {text: found for text, found in read.items() if text not in short}


def are_years(numbers: Collection[int]) -> bool:
    """Whether the numbers of two digits beside the names of months are years."""
    if not numbers or min(numbers) < FIRST:
        return False
    return max(numbers) > LAST_DAY or max(numbers) - min(numbers) <= WIDEST


def _numbers(table: duckdb.DuckDBPyRelation, column: str, shapes: Collection[str]) -> list[int]:
    """The numbers at the end of the cells of these shapes, each once."""
    text = ColumnExpression(column)
    ending = FunctionExpression("regexp_extract", FunctionExpression("trim", text), ConstantExpression(NUMBER))
    found = table.filter(shape_in(text, shapes)).select(ending.alias("number")).distinct()
    return [int(number) for (number,) in found.fetchall() if number]
