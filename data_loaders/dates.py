"""Dates and times written as text, the format decided for the column as a whole and never guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.casts import integer_or_null, number_or_null
from data_loaders.date_shapes import HOURS, DateShape, date_shape
from data_loaders.report import Change, Question, Said
from data_loaders.shapes import (
    Shape,
    asked_about,
    change,
    chosen,
    narrow,
    nothings,
    samples_in,
    shape_in,
    shapes_of,
    unreadable,
)
from data_loaders.sheet import Sheet
from data_loaders.typed import DateOrder, Hints, Precision, Typed

DAY_US: Final = 86_400_000_000
MINUTE_US: Final = 60_000_000
EXCEL_EPOCH: Final = 25_569
EPOCH_1904: Final = 24_107
"""Days from day 0 of a workbook to 1970."""
SERIALS: Final = (20_000.0, 60_000.0)
FIRST_TWO: Final = r"^\s*[^0-9]*([0-9]{1,2})[^0-9]+([0-9]{1,2})[^0-9]"
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
CLEAR_MAJORITY: Final = 0.9


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


def read_dates(
    table: duckdb.DuckDBPyRelation, column: str, *, sheet: Sheet, header: str, hints: Hints, day: bool = False
) -> Typed:
    """A column of naive timestamps in the reporting time zone (`day`: of dates).

    Where days and months cannot be told apart and no hint says so, those cells stay empty and a question asks.
    """
    quick = _single_format(table, column, sheet.cells.get(column, ()))
    if quick is not None:
        value = _cast(quick, day=day)
        return Typed(value, precision=_precision(table, quick))
    shapes = shapes_of(table, column)
    read = {item.text: found for item in shapes if (found := date_shape(item.plain)) is not None}
    unclear = [text for text, found in read.items() if found.ambiguous]
    order = _order(table, column, unclear, sheet, hints) if unclear else None
    unclear = [] if order else unclear
    read = {text: found for text, found in read.items() if text not in unclear}
    value = _value(table, column, read, order, hints, epoch=EPOCH_1904 if sheet.since_1904 else EXCEL_EPOCH)
    asked = table.filter(~shape_in(ColumnExpression(column), unclear)) if unclear else table
    count, rows = unreadable(asked, column, value, hints)
    questions = (_question(table, column, unclear, header),) if unclear else ()
    changes = _changes(table, column, header, shapes, read, order, value, hints)
    changes += nothings(shapes, header, hints)
    precision = _precision(table, value)
    return Typed(_cast(value, day=day), precision, tuple(changes), rows, count, questions=questions)


def order_in(cells: Sequence[str]) -> Vote:
    """The vote of sample cells on the order of day and month."""
    vote = Vote()
    for cell in cells:
        found = date_shape(re.sub("[1-9]", "9", cell).casefold())
        numbers = re.match(FIRST_TWO, cell)
        if found is None or not found.ambiguous or numbers is None:
            continue
        first, second = int(numbers[1]), int(numbers[2])
        vote = Vote(
            vote.dmy + (first > 12 >= second), vote.mdy + (second > 12 >= first), vote.both + (max(first, second) <= 12)
        )
    return vote


def _single_format(table: duckdb.DuckDBPyRelation, column: str, samples: Sequence[str]) -> Expression | None:
    """Value of a column whose cells all have one unambiguous format, without looking at their shapes."""
    found = {date_shape(re.sub("[1-9]", "9", cell).casefold()) for cell in samples[:20]}
    if len(found) != 1 or (only := found.pop()) is None or only.kind != "format" or only.ambiguous or only.zoned:
        return None
    if "%b" in only.format.casefold() or "%p" in only.format:
        return None
    text = ColumnExpression(column)
    value = FunctionExpression("try_strptime", text, ConstantExpression(only.format))
    counts = table.aggregate([FunctionExpression("count", text), FunctionExpression("count", _sane(value))]).fetchall()[
        0
    ]
    return value if counts[0] == counts[1] else None


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
        if all(re.search(r"\d\.\d", shape) for shape in shapes):
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


def _question(table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[str], header: str) -> Question:
    """Which of day and month stands first."""
    return asked_about(
        "date_order_unknown", table, column, shapes, header=header, option="date_order", choices=("DMY", "MDY")
    )


def _value(
    table: duckdb.DuckDBPyRelation,
    column: str,
    read: dict[str, DateShape],
    order: DateOrder | None,
    hints: Hints,
    *,
    epoch: int,
) -> Expression:
    """The timestamp of each cell: the first format that fits, two-digit years before those of four."""
    text = narrow(column, read)
    groups: dict[tuple[bool, str, str, str, bool], list[str]] = {}
    for shape, found in read.items():
        form = found.for_order(order)
        zone = hints.zone if found.zoned else ""
        groups.setdefault(("%y" not in form, found.kind, form, zone, found.utc), []).append(shape)
    if not groups:
        return ConstantExpression(None).cast("TIMESTAMP")
    values = []
    for (_, kind, form, zone, utc), shapes in sorted(groups.items()):
        value = _one(text, kind, form, zone=zone, utc=utc, epoch=epoch)
        digits = kind == "format" and not re.search("[^%YmdHMS]", form)
        values.append(chosen([(shape_in(ColumnExpression(column), shapes), value)]) if digits else value)
    value = values[0] if len(values) == 1 else CoalesceOperator(*values)
    years = table.aggregate([FunctionExpression(name, FunctionExpression("year", value)) for name in ("min", "max")])
    first, last = years.fetchall()[0]
    return value if first is None or FIRST_YEAR <= first <= last <= LAST_YEAR else _sane(value)


def _one(text: Expression, kind: str, form: str, *, zone: str, utc: bool, epoch: int) -> Expression:
    if kind != "format":
        return _from_number(text, kind, epoch)
    for chinese, latin in HOURS.items():
        text = (
            FunctionExpression("replace", text, ConstantExpression(chinese), ConstantExpression(latin))
            if "%p" in form
            else text
        )
    value = FunctionExpression("try_strptime", _spelled(text, form), ConstantExpression(form))
    if not zone:
        return value
    if utc:
        value = FunctionExpression("timezone", ConstantExpression("UTC"), value)
    return FunctionExpression("timezone", ConstantExpression(zone), value)


def _spelled(text: Expression, form: str) -> Expression:
    """The text as strptime spells it: `a.m.` as AM, `sept.` as Sep, Z and T in capitals."""
    if "%p" in form:
        text = FunctionExpression(
            "regexp_replace", text, ConstantExpression(r"(?i)\b([ap])\.?m\.?"), ConstantExpression(r"\1M")
        )
    if "%b" in form:
        pattern = r"(?i)\b(sep)t\b"
        text = FunctionExpression("regexp_replace", text, ConstantExpression(pattern), ConstantExpression(r"\1"))
    if form.endswith(("Z", "UTC", "GMT")) or "T%" in form:
        text = FunctionExpression("upper", text)
    return text


def _from_number(text: Expression, kind: str, epoch: int) -> Expression:
    number = number_or_null(text)
    low, high = SERIALS
    if kind == "serial":
        seconds = FunctionExpression(
            "round", (number - ConstantExpression(float(epoch))) * ConstantExpression(86_400.0)
        )
        known = (number >= ConstantExpression(low)) & (number < ConstantExpression(high))
    else:
        seconds = number / ConstantExpression(1_000.0 if kind == "epoch_ms" else 1.0)
        known = (seconds > ConstantExpression(631_152_000.0)) & (seconds < ConstantExpression(4_102_444_800.0))
    micros = (seconds * ConstantExpression(1_000_000.0)).cast("BIGINT")
    return chosen([(known, FunctionExpression("make_timestamp", micros))])


def _sane(value: Expression) -> Expression:
    """Only years that a deal can have: a two-digit year read as the first century is no date."""
    year = FunctionExpression("year", value)
    return chosen([((year >= ConstantExpression(FIRST_YEAR)) & (year <= ConstantExpression(LAST_YEAR)), value)])


def _cast(value: Expression, *, day: bool) -> Expression:
    return value.cast("DATE") if day else value


def _precision(table: duckdb.DuckDBPyRelation, value: Expression) -> Precision:
    """The finest part of a time that any cell uses: midnights alone are days, whole minutes are minutes."""
    micros = FunctionExpression("epoch_us", value)
    counts = table.aggregate(
        [
            FunctionExpression("count_if", micros % ConstantExpression(DAY_US) != ConstantExpression(0)),
            FunctionExpression("count_if", micros % ConstantExpression(MINUTE_US) != ConstantExpression(0)),
        ]
    )
    times, seconds = counts.fetchall()[0]
    return "second" if seconds else "minute" if times else "day"


def _changes(
    table: duckdb.DuckDBPyRelation,
    column: str,
    header: str,
    shapes: Sequence[Shape],
    read: dict[str, DateShape],
    order: DateOrder | None,
    value: Expression,
    hints: Hints,
) -> list[Change]:
    """What each rule did to the column."""
    rules: dict[str, Callable[[DateShape], bool]] = {
        "date_order_taken": lambda found: found.ambiguous,
        "date_serial": lambda found: found.kind == "serial",
        "date_epoch": lambda found: found.kind.startswith("epoch"),
        "date_zone": lambda found: found.zoned,
        "date_text_parsed": lambda found: (
            found.kind == "format" and not found.ambiguous and not found.format.startswith("%Y-%m-%d")
        ),
    }
    values: dict[str, str | int | float] = {"column": header, "order": order or "", "zone": hints.zone}
    changes: list[Change] = []
    for code, applies in rules.items():
        touched = [item for item in shapes if item.text in read and applies(read[item.text])]
        if touched:
            said = Said(code, {**values, "format": touched[0].sample})
            where = samples_in(column, touched)
            cells = sum(item.cells for item in touched)
            changes.append(change(table, column, said, cells=cells, where=where, value=value))
    return changes
