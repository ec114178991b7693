"""Dates and times written as text, the format decided for the column as a whole and never guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Final

import duckdb
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.casts import number_or_null
from data_loaders.date_shapes import HOURS, DateShape, date_shape, only_format
from data_loaders.day_order import orders_of
from data_loaders.moments import moment_in
from data_loaders.month_words import in_english, spelled_in_english
from data_loaders.month_years import with_years
from data_loaders.quarters import is_quarter_shape, last_months
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
from data_loaders.typed import FieldOrder, Hints, Precision, Typed

DAY_US: Final = 86_400_000_000
MINUTE_US: Final = 60_000_000
EXCEL_EPOCH: Final = 25_569
EPOCH_1904: Final = 24_107
"""Days from day 0 of a workbook to 1970."""
SERIALS: Final = (20_000.0, 60_000.0)
ISO: Final = {10: "%Y-%m-%d", 16: "%Y-%m-%d %H:%M", 19: "%Y-%m-%d %H:%M:%S"}
"""Length of a text → the format of ISO."""
ISO_TEXT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


def read_dates(
    table: duckdb.DuckDBPyRelation,
    column: str,
    *,
    sheet: Sheet,
    header: str,
    hints: Hints,
    day: bool = False,
    known: Sequence[str] | None = None,
) -> Typed:
    """A column of naive timestamps in the reporting time zone (`day`: of dates); `known`: all its values, if few.

    Where days and months cannot be told apart and no hint says so, those cells stay empty and a question asks.
    """
    quick = _iso(column, known or ()) or _single_format(table, column, sheet.cells.get(column, ()))
    if quick is not None:
        value, precision = quick
        return Typed(_cast(value, day=day), precision=precision)
    shapes = shapes_of(table, column)
    read, swaps = _read(shapes, hints)
    read = with_years(table, column, shapes, read)
    unclear = [text for text, found in read.items() if found.ambiguous]
    orders = orders_of(table, column, unclear, sheet, hints)
    unclear = [text for text in unclear if text not in orders]
    read = {text: found for text, found in read.items() if text not in unclear}
    epoch = EPOCH_1904 if sheet.since_1904 else EXCEL_EPOCH
    value = _value(table, column, read, orders, hints, epoch=epoch, swaps=swaps)
    asked = table.filter(~shape_in(ColumnExpression(column), unclear)) if unclear else table
    count, rows = unreadable(asked, column, value, hints)
    questions = (_question(table, column, unclear, header),) if unclear else ()
    changes = _changes(table, column, header, shapes, read, orders, value, hints)
    changes += nothings(shapes, header, hints)
    precision = _precision(table, value)
    return Typed(_cast(value, day=day), precision, tuple(changes), rows, count, questions=questions)


def _read(shapes: Sequence[Shape], hints: Hints) -> tuple[dict[str, DateShape], dict[str, str]]:
    """How each shape is read, where it is a date, and the words to put into English before."""
    read: dict[str, DateShape] = {}
    swaps: dict[str, str] = {}
    for item in shapes:
        plain, words = in_english(item.plain)
        if (found := date_shape(plain)) is not None:
            read[item.text] = replace(found, foreign=bool(words))
            swaps |= words
        elif hints.month_end and is_quarter_shape(item.plain):
            read[item.text] = DateShape("quarter")
    return read, swaps


def _iso(column: str, known: Sequence[str]) -> tuple[Expression, Precision] | None:
    """Value and precision of a column of few values, all of them ISO dates or all of them ISO moments."""
    lengths = set(map(len, known))
    if len(lengths) != 1 or (form := ISO.get(lengths.pop())) is None or not all(map(ISO_TEXT.match, known)):
        return None
    try:
        moments = [datetime.fromisoformat(cell) for cell in known]
    except ValueError:
        return None
    if not all(FIRST_YEAR <= one.year <= LAST_YEAR for one in moments):
        return None
    value = FunctionExpression("try_strptime", ColumnExpression(column), ConstantExpression(form))
    times = sum(one.time() != time.min for one in moments)
    return value, _finest(times, sum(one.second for one in moments))


def _single_format(
    table: duckdb.DuckDBPyRelation, column: str, samples: Sequence[str]
) -> tuple[Expression, Precision] | None:
    """Value and precision of a column whose cells all have one unambiguous format, without looking at their shapes."""
    form = only_format(samples[:20])
    if form is None:
        return None
    value = moment_in(table, column, form)
    cells_of = FunctionExpression("count", ColumnExpression(column))
    asked = [cells_of, FunctionExpression("count", _sane(value)), *_finer(value)]
    cells, dates, times, seconds = table.aggregate(asked).fetchall()[0]
    return (value, _finest(times, seconds)) if cells == dates else None


def _question(table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[str], header: str) -> Question:
    """Which of day and month stands first."""
    return asked_about(
        "date_order_unknown", table, column, shapes, header=header, option="date_order", choices=("DMY", "MDY")
    )


def _value(
    table: duckdb.DuckDBPyRelation,
    column: str,
    read: dict[str, DateShape],
    orders: Mapping[str, FieldOrder],
    hints: Hints,
    *,
    epoch: int,
    swaps: Mapping[str, str],
) -> Expression:
    """The timestamp of each cell: the first format that fits, two-digit years before those of four."""
    text = narrow(column, read)
    english = spelled_in_english(text, swaps) if swaps else text
    groups: dict[tuple[bool, str, str, str, bool, bool, bool], list[str]] = {}
    for shape, found in read.items():
        form = found.for_order(orders.get(shape))
        zone = hints.zone if found.zoned else ""
        last = found.kind == "quarter" or (found.month and hints.month_end)
        key = "%y" not in form, found.kind, form, zone, found.utc, last, found.foreign
        groups.setdefault(key, []).append(shape)
    if not groups:
        return ConstantExpression(None).cast("TIMESTAMP")
    values = []
    for (_, kind, form, zone, utc, last, foreign), shapes in sorted(groups.items()):
        value = _one(english if foreign else text, kind, form, zone=zone, utc=utc, epoch=epoch)
        value = FunctionExpression("last_day", value).cast("TIMESTAMP") if last else value
        digits = kind == "format" and not re.search("[^%YmdHMS]", form)
        values.append(chosen([(shape_in(ColumnExpression(column), shapes), value)]) if digits else value)
    value = values[0] if len(values) == 1 else CoalesceOperator(*values)
    years = table.aggregate([FunctionExpression(name, FunctionExpression("year", value)) for name in ("min", "max")])
    first, last = years.fetchall()[0]
    return value if first is None or FIRST_YEAR <= first <= last <= LAST_YEAR else _sane(value)


def _one(text: Expression, kind: str, form: str, *, zone: str, utc: bool, epoch: int) -> Expression:
    if kind == "quarter":
        return last_months(text)
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
    return _finest(*table.aggregate(_finer(value)).fetchall()[0])


def _finer(value: Expression) -> list[Expression]:
    """How many moments are no midnight, and how many are no whole minute."""
    micros = FunctionExpression("epoch_us", value)
    return [
        FunctionExpression("count_if", micros % ConstantExpression(part) != ConstantExpression(0))
        for part in (DAY_US, MINUTE_US)
    ]


def _finest(times: int, seconds: int) -> Precision:
    return "second" if seconds else "minute" if times else "day"


def _as_text(found: DateShape, hints: Hints) -> bool:
    """Whether a day is written in a manner of its own, and in one only; of months other rules tell."""
    plain = found.kind != "format" or found.ambiguous or found.format.startswith("%Y-%m-%d")
    return not plain and not found.short_year and not (found.month and hints.month_end)


def _changes(
    table: duckdb.DuckDBPyRelation,
    column: str,
    header: str,
    shapes: Sequence[Shape],
    read: dict[str, DateShape],
    orders: Mapping[str, FieldOrder],
    value: Expression,
    hints: Hints,
) -> list[Change]:
    """What each rule did to the column."""
    rules: list[tuple[str, FieldOrder | None, Callable[[DateShape], bool]]] = [
        *(("date_order_taken", order, lambda found: found.ambiguous) for order in sorted(set(orders.values()))),
        ("date_serial", None, lambda found: found.kind == "serial"),
        ("date_epoch", None, lambda found: found.kind.startswith("epoch")),
        ("date_zone", None, lambda found: found.zoned),
        ("date_month_end", None, lambda found: found.month and hints.month_end),
        ("date_quarter_end", None, lambda found: found.kind == "quarter"),
        ("date_month", None, lambda found: found.short_year and not hints.month_end),
        ("date_text_parsed", None, lambda found: _as_text(found, hints)),
    ]
    values: dict[str, str | int | float] = {"column": header, "zone": hints.zone}
    changes: list[Change] = []
    for code, order, applies in rules:
        touched = [
            item
            for item in shapes
            if item.text in read and applies(read[item.text]) and order in (None, orders.get(item.text))
        ]
        if touched:
            said = Said(code, {**values, "order": order or "", "format": touched[0].sample})
            where = samples_in(column, touched)
            cells = sum(item.cells for item in touched)
            changes.append(change(table, column, said, cells=cells, where=where, value=value))
    return changes
