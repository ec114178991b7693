"""One list copied sheet by sheet, month by month or week by week: snapshots of one list, not more and more deals.

Sheets are taken for snapshots on three grounds together: the same headers, a name that tells each of them a time of its
own (`2026-03`, `2026年3月`, `Mar 2026`, `deals_2026-03-09.csv`), and deals that come back from one to the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

import duckdb

from data_loaders.as_of import day_of_name
from data_loaders.mapping import Mapped, map_sheet
from data_loaders.more_columns import with_text
from data_loaders.reject_texts import shown
from data_loaders.report import Reject, Said
from data_loaders.sheet import Sheet
from data_loaders.system_scores import scores
from data_loaders.systems import System
from data_loaders.target_periods import TargetPeriod, period_of
from data_loaders.week_sheets import newest_week

HEADER: Final = "Snapshot date"
LEAST: Final = 2
BACK: Final = 0.5
"""The part of the deals of the smaller of two sheets that the other holds too."""
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MONTH_DAY: Final = re.compile(r"(?<!\d)(20\d\d)[-/.年](0?[1-9]|1[0-2])[-/.月]\d")
_LATEST: Final = 11
"""Months between the first and the last sheet of one year."""
_PAST: Final = ("created_at", "modified_at", "last_activity_at", "stage_entered_at")
"""What a list tells of the past only."""
_AMONG: Final = re.compile(
    r"(?:20\d\d[年./ -]?)?(?<!\d)(?:1[0-2]|0?[1-9])月|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|"
    r"january|february|march|april|june|july|august|september|october|november|december)(?![a-z])(?:[\s_-]*20\d\d)?",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"\.\w{2,7}$")


def dated(
    scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], *, file_name: str, now: datetime
) -> tuple[Sheet, ...]:
    """The sheets; those that are snapshots of one list with the day of each in a column more, or the newest alone."""
    found: dict[int, Sheet] = dict(enumerate(sheets))
    system = scores(sheets, file_name)[0].system
    for places in _lists(sheets):
        _date(scratch, found, places, system, file_name=file_name, now=now)
    return tuple(found[place] for place in sorted(found))


def with_alike_told(
    scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], *, file_name: str
) -> tuple[Sheet, ...]:
    """The sheets; the first says so where its deals come back in others, and neither day nor id tells why."""
    found = list(sheets)
    system = scores(sheets, file_name)[0].system
    for places in _lists(sheets):
        listed = [sheets[place] for place in places]
        if not map_sheet(listed[0], "deals", system, {}).has("deal_id") and _come_back(scratch, listed, system):
            said = Said("sheets_alike", {"sheets": _names(listed)})
            found[places[0]] = replace(listed[0], notes=(*listed[0].notes, said))
    return tuple(found)


def _lists(sheets: Sequence[Sheet]) -> list[list[int]]:
    """The places of sheets with the same headers."""
    lists: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        lists[sheet.headers].append(place)
    return [places for places in lists.values() if len(places) >= LEAST]


def _names(sheets: Sequence[Sheet]) -> str:
    return ", ".join(sheet.name for sheet in sheets)


def _date(
    scratch: duckdb.DuckDBPyConnection,
    found: dict[int, Sheet],
    places: Sequence[int],
    system: System,
    *,
    file_name: str,
    now: datetime,
) -> None:
    """Give the sheets of one list their days; of weeks without a day keep the newest."""
    listed = [found[place] for place in places]
    days = [day_of_sheet(sheet.name, file_name, now) for sheet in listed]
    if not any(days):
        days = days_of_months(listed, system, now)
    told = sorted((day, place) for day, place in zip(days, places, strict=True) if day is not None)
    newest = newest_week([sheet.name for sheet in listed])
    if len(told) == len(places) == len({day for day, _ in told}):
        if _come_back(scratch, [found[place] for _, place in told], system):
            for day, place in told:
                found[place] = _with_day(scratch, found[place], day)
    elif newest is not None and _come_back(scratch, listed, system):
        kept = listed[newest]
        rows = sum(sheet.rows for sheet in listed) - kept.rows
        said = Said("sheets_of_weeks", {"sheets": _names(listed), "sheet": kept.name, "rows": rows})
        for place in places:
            found[place] = _set_aside(scratch, found[place])
        found[places[newest]] = replace(kept, notes=(*kept.notes, said))


def _set_aside(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The sheet of an earlier week: all of its rows are rejected, and none is left to read."""
    rows = scratch.table(sheet.table).order("row").fetchall()
    said = Said("row_earlier_week")
    rejects = (Reject(sheet.name, row, "", shown(cells), said) for row, *cells in rows)
    return replace(sheet, rows=0, cells={}, notes=(), rejects=(*sheet.rejects, *rejects), set_aside=True)


def day_of_sheet(name: str, file_name: str, now: datetime) -> date | None:
    """The day that a sheet's name tells, of a month its last, none later than `now`; its year may be the file's."""
    day = day_of_name(name)
    if day is None:
        period = _period(name)
        years = _YEAR.findall(file_name)
        if period is None or period.months == 12 or (period.year is None and len(set(years)) != 1):
            return None
        day = period.before(period.year or int(years[0])) - timedelta(days=1)
    return min(day, now.date())


def days_of_months(sheets: Sequence[Sheet], system: System, now: datetime) -> list[date | None]:
    """The last days of sheets that name months without a year: each month is the next one after the sheet before it.

    The sheets may also run backwards. All None where the months are in no order.
    """
    periods = [_period(sheet.name) for sheet in sheets]
    months = [period for period in periods if period is not None and period.year is None and period.months < 12]
    backwards = _span(months[::-1]) < _span(months)
    order = months[::-1] if backwards else months
    if len(months) < len(sheets) or _span(order) > _LATEST:
        return [None] * len(sheets)
    newest = order[-1]
    year = _year_of(sheets[0 if backwards else -1], newest, system, now)
    days = [newest.before(year) - timedelta(days=1)]
    for period, later in zip(order[-2::-1], order[:0:-1], strict=True):
        year -= period.month >= later.month
        days.append(period.before(year) - timedelta(days=1))
    capped: list[date | None] = [min(day, now.date()) for day in days]
    return capped if backwards else capped[::-1]


def _span(months: Sequence[TargetPeriod]) -> int:
    """Over how many months the sheets reach when each comes after the one before it."""
    return sum((later.month - earlier.month) % 12 for earlier, later in pairwise(months))


def _year_of(sheet: Sheet, period: TargetPeriod, system: System, now: datetime) -> int:
    """The year of a month: the first in which it had not ended before anything its sheet knows, else the last begun."""
    mapped = map_sheet(sheet, "deals", system, {})
    known = [mapped.taken[name].column for name in _PAST if name in mapped.taken]
    texts = (text for column in known for text in sheet.cells.get(column, ()))
    days = [date(int(y), int(m), 1) for y, m in (found.groups() for found in map(_MONTH_DAY.search, texts) if found)]
    newest = max((day for day in days if day <= now.date()), default=now.date())
    year = newest.year + (period.month < newest.month)
    return year if date(year, period.month, 1) <= now.date() else year - 1


def _period(name: str) -> TargetPeriod | None:
    """The month, quarter or year that a sheet's name tells, alone or among other words: `3月商机`, `Pipeline Mar`."""
    last = name.rpartition(" / ")[2] if _SUFFIX.search(name) is None else _SUFFIX.sub("", name)
    found = _AMONG.search(last)
    return period_of(last) or (period_of(found[0]) if found else None)


def _come_back(scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], system: System) -> bool:
    mapped = map_sheet(sheets[0], "deals", system, {})
    if mapped.has("snapshot_at", "at") or not mapped.has("deal_id", "deal_name"):
        return False
    keys = [_keys(scratch, sheet, mapped) for sheet in sheets]
    return all(one and other and len(one & other) >= BACK * min(len(one), len(other)) for one, other in pairwise(keys))


def _keys(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped) -> set[tuple[str | None, ...]]:
    """The ids of the deals of a sheet, else their names with those of their customers."""
    names = ("deal_id",) if mapped.has("deal_id") else ("deal_name", "account_name")
    columns = [mapped.taken[name].column for name in names if name in mapped.taken]
    return set(scratch.table(sheet.table).select(*columns).distinct().fetchall())


def _with_day(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, day: date) -> Sheet:
    text = day.isoformat()
    return with_text(scratch, sheet, Said("sheet_snapshot", {"sheet": sheet.name, "day": text}), HEADER, text)
