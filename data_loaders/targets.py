"""Tables of targets: a column a month or a quarter, or a row a period, for the company, teams and people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

import duckdb
from duckdb import ColumnExpression

from data_loaders.aliases import clean, squash
from data_loaders.casts import date_or_null
from data_loaders.found import found, read_column
from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped
from data_loaders.money import header_unit, unit_above
from data_loaders.sheet import Sheet
from data_loaders.statements import run, store_pairs
from data_loaders.target_periods import period_of
from data_loaders.typed import Hints, Unit
from data_loaders.values import typed

_LEVELS: Final = {
    word: level
    for level, words in (
        ("company", ("company", "公司", "全公司", "集团", "total")),
        ("team", ("team", "department", "部门", "团队")),
        ("owner", ("owner", "rep", "user", "person", "individual", "seller", "员工", "个人", "销售")),
    )
    for word in words
}
_MEASURES: Final = (
    ("cash", r"cash|collect|payment|回款|收款|2回款"),
    ("count", r"\bcount|\bnumber|\bdeals\b|数量|个数|单数"),
    ("bookings", r"booking|sales|销售|签约|合同"),
)
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
"""A year anywhere in a line."""


def read_targets(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger, now: datetime
) -> int:
    """Targets by month, quarter or year, one row a period; gives the rows of the file that were used."""
    view = found(scratch, sheet, mapped, hints=hints, ledger=ledger)
    stated = (
        *("sheet", "row", "level", "owner_name", "team", "pipeline", "period", "year", "period_start", "period_end"),
        *("amount", "currency", "cell_currency", "measure"),
    )
    records = [dict(zip(stated, values, strict=True)) for values in view.select(*stated).fetchall()]
    told = replace(hints, unit=_unit_of_periods(scratch, sheet, mapped, hints))
    amounts = {column: _numbers(scratch, sheet, column, hints=told, ledger=ledger) for column in mapped.periods}
    above = _year_above(sheet)
    rows = [row for record in records for row in _targets(record, mapped, amounts, above or now.year)]
    ledger.found("target_year_assumed", 0 if above else _without_year(records, mapped), year=now.year)
    texts = ("sheet", "level", "name", "pipeline", "period_start", "period_end", "currency", "measure")
    order = ("sheet", "row", "level", "name", "pipeline", "period_start", "period_end", "amount", "currency", "measure")
    types = {name: "VARCHAR" if name in texts else "BIGINT" if name == "row" else "DOUBLE" for name in order}
    scratch.execute("DROP VIEW IF EXISTS stated_targets; DROP TABLE IF EXISTS target_rows")
    store_pairs(scratch, "target_rows", types, rows)
    dates = {name: date_or_null(ColumnExpression(name)).alias(name) for name in ("period_start", "period_end")}
    scratch.table("target_rows").select(*(dates.get(name, ColumnExpression(name)) for name in types)).create_view(
        "stated_targets"
    )
    run(scratch, "targets")
    return len({row[1] for row in rows})


def _year_above(sheet: Sheet) -> int | None:
    """The one year that the lines above the table or the name of the sheet state (`2025年度销售目标`)."""
    years = {year for line in (*sheet.preamble, sheet.name) for year in _YEAR.findall(line)}
    return int(years.pop()) if len(years) == 1 else None


def _without_year(records: list[dict[str, object]], mapped: Mapped) -> int:
    """How many rows name months or quarters of no year."""
    columns = [period for text in mapped.periods.values() if (period := period_of(text))]
    found = 0
    for record in records:
        stated = period_of(str(record["period"])) if record["period"] is not None else None
        periods = [*columns, *([stated] if stated else [])]
        found += record["year"] is None and any(period.year is None for period in periods)
    return found


def _unit_of_periods(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, hints: Hints) -> Unit:
    """What the numbers below months are counted in: as a line above the table says, else the header of their sum.

    `£ Target (k)` says nothing of months that add up to a thousand times the number below it.
    """
    above = unit_above(sheet.preamble)
    wholes = (mapped.taken["amount"].column,) if mapped.has("amount") else mapped.left
    stated = [(column, sheet.headers[int(column[1:])]) for column in wholes]
    whole, header = next(((column, text) for column, text in stated if header_unit(text).factor != 1.0), ("", ""))
    if above.factor != 1.0 or not mapped.periods or not whole:
        return above
    unit = replace(header_unit(header), beside=header)
    cells = [typed(scratch, sheet, column, "number", hints=hints).expression for column in (whole, *mapped.periods)]
    rows = scratch.table(sheet.table).select(*(cell.alias(f"n{at}") for at, cell in enumerate(cells))).fetchall()
    sums = [(total, sum(filter(None, parts))) for total, *parts in rows if total and any(parts)]
    plain = sum(abs(parts - total * unit.factor) < abs(parts - total) for total, parts in sums)
    return above if plain * 2 > len(sums) else unit


def _numbers(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, column: str, *, hints: Hints, ledger: Ledger
) -> dict[int, float]:
    read = read_column(scratch, sheet, column, "number", hints=hints, ledger=ledger)
    rows = (
        scratch.table(sheet.table)
        .select(ColumnExpression("row"), read.expression.cast("DOUBLE").alias("value"))
        .fetchall()
    )
    return {int(row): float(value) for row, value in rows if value is not None}


def _targets(
    record: dict[str, object], mapped: Mapped, amounts: dict[str, dict[int, float]], assumed: int
) -> list[tuple[object, ...]]:
    """The target rows of one line: one for every filled period column, or the one it states itself."""
    level, name = _level(record)
    if level is None:
        return []
    measure = _measure(record, mapped)
    head = (record["sheet"], record["row"], level, name, record["pipeline"])
    tail = (record["currency"] or record["cell_currency"], measure)
    stated_year = period_of(str(record["year"])) if record["year"] is not None else None
    year = (stated_year.year if stated_year else None) or assumed
    found_rows: list[tuple[object, ...]] = []
    for column, text in mapped.periods.items():
        period, amount = period_of(text), amounts[column].get(int(str(record["row"])))
        if period is not None and amount is not None:
            found_rows.append((*head, str(period.first(year)), str(period.before(year)), amount, *tail))
    if found_rows or record["amount"] is None:
        return found_rows
    span = _span(record, year, has_year=stated_year is not None)
    return [(*head, *span, record["amount"], *tail)] if span else []


def _measure(record: dict[str, object], mapped: Mapped) -> str:
    """What is counted: as a column states it, else the header of the amounts, else the name of the sheet."""
    header = mapped.taken["amount"].header.text if mapped.has("amount") else ""
    for text in (record["measure"], header, record["sheet"]):
        folded = clean(str(text or "")).casefold()
        named = next((measure for measure, pattern in _MEASURES if re.search(pattern, folded)), None)
        if named and (text is not record["sheet"] or named == "cash"):
            return named
    return "bookings"


def _level(record: dict[str, object]) -> tuple[str | None, object]:
    """Whose target it is: the level as stated, else the owner's, the team's, or the company's."""
    stated = _LEVELS.get(clean(str(record["level"] or "")).casefold().lstrip("0123456789"))
    person, team = record["owner_name"], record["team"]
    if stated == "company" or (person is None and team is None):
        return "company", None
    if stated == "team":
        return "team", team or person
    if stated is None and person is not None and squash(str(person)) in {"total", "合计", "总计"}:
        return None, None
    if stated is None and person is not None and _LEVELS.get(clean(str(person)).casefold()) == "company":
        return "company", None
    return ("owner", person) if person is not None else ("team", team)


def _span(record: dict[str, object], year: int, *, has_year: bool) -> tuple[str, str] | None:
    """First day and the day after the last; a stated end is a last day, unless it begins the next month."""
    period = period_of(str(record["period"])) if record["period"] is not None else None
    if period is None and record["period_start"] is None and has_year:
        period = period_of(str(year))
    if period is not None:
        return str(period.first(year)), str(period.before(year))
    start, end = record["period_start"], record["period_end"]
    if start is None:
        return None
    first = datetime.fromisoformat(str(start)).date()
    if end is None:
        month = period_of(f"{first:%Y-%m}")
        return (str(first), str(month.before(year))) if month else None
    last = datetime.fromisoformat(str(end)).date()
    before = last if last.day == 1 else last.fromordinal(last.toordinal() + 1)
    return str(first), str(before)
