"""Which of day and month stands first in the dates of a column: proved by its cells, told, or proved beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from data_loaders.casts import integer_or_null
from data_loaders.date_shapes import date_shape
from data_loaders.shapes import narrow, shape_in
from data_loaders.sheet import Sheet
from data_loaders.typed import DateOrder, FieldOrder, Hints

FIRST_TWO: Final = r"^\s*[^0-9]*([0-9]{1,2})[^0-9]+([0-9]{1,2})[^0-9]"
DOTTED: Final = re.compile(r"^\D*\d{1,2}\s*\.\s*\d")
CLEAR_MAJORITY: Final = 0.9
SHORT: Final = re.compile(r"\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}\.?(?:[ T].*)?")
"""The shape of a day in three short numbers."""
LAST_OF_ONE: Final = re.compile(r"\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d\.?(?:[ T].*)?")
"""The same with one digit in the end."""
ALL_THREE: Final = r"^\s*([0-9]{1,2})[^0-9]+([0-9]{1,2})[^0-9]+([0-9]{1,2})"
FIRST_YEAR: Final = 13
"""The least year of two digits that is taken for one: no month is called so."""
LAST_YEAR: Final = 45
FEW_YEARS: Final = 5
MANY_DAYS: Final = 8
EAST_ASIAN: Final = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True)
class Vote:
    """How many cells can only be day/month, only month/day, and how many fit both."""

    dmy: int = 0
    mdy: int = 0
    both: int = 0

    @property
    def order(self) -> DateOrder | None:
        """The order that the cells prove; a tenth of contradictions is forgiven."""
        decisive = self.dmy + self.mdy
        if decisive and max(self.dmy, self.mdy) >= CLEAR_MAJORITY * decisive:
            return "DMY" if self.dmy > self.mdy else "MDY"
        return None


def orders_of(
    table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[str], sheet: Sheet, hints: Hints
) -> dict[str, FieldOrder]:
    """Shape → order of day and month, where it can be told.

    `27.06.2023` proves nothing about `3/4/2023`: whoever writes dots has another habit than who writes slashes.
    """
    short = [shape for shape in shapes if SHORT.fullmatch(shape)] if hints.date_order is None else []
    first = short if short and _years_first(table, column, short, sheet) else []
    whole = [shape for shape in shapes if shape not in first and not LAST_OF_ONE.fullmatch(shape)]
    dotted = [shape for shape in whole if DOTTED.search(shape)]
    others = [shape for shape in whole if shape not in dotted]
    told = [(alike, _order(table, column, alike, sheet, hints)) for alike in (dotted, others) if alike]
    found: dict[str, FieldOrder] = dict.fromkeys(first, "YMD")
    return found | {shape: order for alike, order in told if order for shape in alike}


def _years_first(table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[str], sheet: Sheet) -> bool:
    """Whether days such as `26/4/1` begin with the year, as they are written in China, Japan and Korea.

    All cells can be read so, with years of today; elsewhere only where a last number has one digit, as no year has, or
    the first numbers are few and the last are many.
    """
    text = narrow(column, shapes)
    year, month, day = (
        integer_or_null(
            FunctionExpression("regexp_extract", text, ConstantExpression(ALL_THREE), ConstantExpression(place))
        )
        for place in (1, 2, 3)
    )
    names = [(year, "min"), (year, "max"), (month, "max"), (day, "max")]
    counts = table.filter(shape_in(ColumnExpression(column), shapes)).aggregate(
        [
            *(FunctionExpression(name, value) for value, name in names),
            *(FunctionExpression("approx_count_distinct", value) for value in (year, day)),
        ]
    )
    least, most, months, days, years, different = (int(count or 0) for count in counts.fetchall()[0])
    if least < FIRST_YEAR or most > LAST_YEAR or months > 12 or days > 31:
        return False
    east_asian = any(map(EAST_ASIAN.search, sheet.headers))
    return east_asian or any(map(LAST_OF_ONE.fullmatch, shapes)) or (years <= FEW_YEARS and different > MANY_DAYS)


def _order(
    table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[str], sheet: Sheet, hints: Hints
) -> DateOrder | None:
    """Order of day and month: proved by this column, else told, else proved by the file's other columns, else null."""
    vote = _vote(table, column, shapes)
    if vote.order is not None and (hints.date_order is None or not vote.both):
        return vote.order
    if hints.date_order is not None:
        return vote.order or hints.date_order
    if vote.dmy + vote.mdy == 0:
        if all(DOTTED.search(shape) for shape in shapes):
            return "DMY"
        others = [order_in(cells) for name, cells in sheet.cells.items() if name != column]
        return Vote(sum(o.dmy for o in others), sum(o.mdy for o in others)).order
    return None


def _vote(table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[str]) -> Vote:
    text = narrow(column, shapes)
    first, second = (
        integer_or_null(
            FunctionExpression("regexp_extract", text, ConstantExpression(FIRST_TWO), ConstantExpression(place))
        )
        for place in (1, 2)
    )
    twelve = ConstantExpression(12)
    counts = table.filter(shape_in(ColumnExpression(column), shapes)).aggregate(
        [
            FunctionExpression("count_if", (first > twelve) & (second <= twelve)),
            FunctionExpression("count_if", (second > twelve) & (first <= twelve)),
            FunctionExpression("count_if", (first <= twelve) & (second <= twelve) & (first != second)),
        ]
    )
    return Vote(*(int(count or 0) for count in counts.fetchall()[0]))


def order_in(cells: Sequence[str]) -> Vote:
    """The vote of sample cells on the order of day and month; days with dots, or one digit in the end, have none."""
    vote = Vote()
    for cell in cells:
        if DOTTED.search(cell) or LAST_OF_ONE.fullmatch(cell):
            continue
        found = date_shape(re.sub("[1-9]", "9", cell).casefold())
        numbers = re.match(FIRST_TWO, cell)
        if found is None or not found.ambiguous or numbers is None:
            continue
        first, second = int(numbers[1]), int(numbers[2])
        vote = Vote(
            vote.dmy + (first > 12 >= second), vote.mdy + (second > 12 >= first), vote.both + (max(first, second) <= 12)
        )
    return vote
