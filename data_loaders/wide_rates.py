"""Tables of exchange rates with one column a currency: `Date, USD, EUR, HKD`, `日期, 美元, 欧元`, `Date, USD/CNY`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from data_loaders.aliases import clean, squash
from data_loaders.found import currency_codes
from data_loaders.ragged_history import samples_of
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet

_DATES: Final = frozenset(
    {
        "date", "day", "month", "period", "validfrom", "effectivedate", "startdate", "ratedate", "日期", "月份",
        "生效日期", "开始日期", "年月",
    }
)  # fmt: skip
_BASES: Final = frozenset({"base", "basecurrency", "homecurrency", "本位币", "基准货币", "本币"})
_PAIR: Final = re.compile(r"^([A-Za-z]{3})\s*(?:/|to|in|→|->|-|_)\s*([A-Za-z]{3})$", re.IGNORECASE)
_PER: Final = re.compile(r"^([A-Za-z]{3})\s+(?:per|for 1|for one)\s+([A-Za-z]{3})$", re.IGNORECASE)
_BASE_ABOVE: Final = re.compile(r"(?:base(?: currency)?|本位币|基准货币|本币)\s*[:：=]\s*(\S+)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^\d+(?:[.,]\d+)?$")
_LEAST: Final = 1
HEADERS: Final = ("Currency", "Base Currency", "Date", "Rate")


@dataclass(frozen=True)
class _Rates:
    """Column number → (currency of one unit, base or None); the columns of the date and the base."""

    columns: dict[int, tuple[str, str | None]]
    date: int
    base: int | None


def has_wide_rates(sheet: Sheet) -> bool:
    """Whether every column is a date, a base currency, or the rates of one currency."""
    return _read(sheet) is not None


def long_rates(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The same rates with one row a currency and day; a row keeps its number for each of its rates."""
    rates = _read(sheet)
    if rates is None:
        return sheet
    table = scratch.table(sheet.table)
    alone = _only_base(sheet, rates) or _stated_above(sheet)
    text = "VARCHAR"
    parts = []
    for at, (currency, base) in rates.columns.items():
        stated = ColumnExpression(f"c{rates.base}") if rates.base is not None else ConstantExpression(base or alone)
        parts.append(
            table.filter(ColumnExpression(f"c{at}").isnotnull()).select(
                ColumnExpression("row"),
                ConstantExpression(currency).cast(text).alias("c0"),
                stated.cast(text).alias("c1"),
                ColumnExpression(f"c{rates.date}").alias("c2"),
                ColumnExpression(f"c{at}").alias("c3"),
            )
        )
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.union(part)
    name = new_table(scratch)
    whole.create(name)
    rows = int(scratch.table(name).count("*").fetchall()[0][0])
    return replace(sheet, table=name, headers=HEADERS, rows=rows, cells=samples_of(scratch, name, len(HEADERS)))


def _read(sheet: Sheet) -> _Rates | None:
    columns: dict[int, tuple[str, str | None]] = {}
    dates, bases = [], []
    for at, header in enumerate(sheet.headers):
        if squash(header) in _DATES:
            dates.append(at)
        elif squash(header) in _BASES:
            bases.append(at)
        elif (pair := _pair(header)) and _numbers(sheet.cells.get(f"c{at}", ())):
            columns[at] = pair
        else:
            return None
    if len(dates) != 1 or len(bases) > 1 or len(columns) < _LEAST:
        return None
    return _Rates(columns, dates[0], bases[0] if bases else None)


def _pair(header: str) -> tuple[str, str | None] | None:
    """The currency whose unit is priced, and the one it is priced in where the header says."""
    shown = clean(header)
    if found := _PAIR.match(shown):
        currency, base = found.group(1).upper(), found.group(2).upper()
    elif found := _PER.match(shown):
        base, currency = found.group(1).upper(), found.group(2).upper()
    else:
        codes = dict(currency_codes([shown]))
        return (codes[shown], None) if shown in codes else None
    known = dict(currency_codes([currency, base]))
    return (known[currency], known[base]) if {currency, base} <= known.keys() else None


def _numbers(samples: Sequence[str]) -> bool:
    return bool(samples) and all(_NUMBER.match(text.strip()) for text in samples)


def _only_base(sheet: Sheet, rates: _Rates) -> str | None:
    """The currency whose rate is 1 on every day."""
    ones = [
        currency
        for at, (currency, _) in rates.columns.items()
        if {float(text.replace(",", ".")) for text in sheet.cells.get(f"c{at}", ())} == {1.0}
    ]
    return ones[0] if len(ones) == 1 else None


def _stated_above(sheet: Sheet) -> str | None:
    for line in sheet.preamble:
        if found := _BASE_ABOVE.search(line):
            codes = currency_codes([found.group(1)])
            return codes[0][1] if codes else None
    return None
