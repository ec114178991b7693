"""When a file was true: as stated, by its name, else the newest date in it that is not in the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import duckdb

from data_loaders.report import Said
from data_loaders.statements import run

_DAY: Final = re.compile(r"(?<!\d)(20\d\d)[-_.年]?(0[1-9]|1[0-2]|[1-9](?=[-_.月]))[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class AsOf:
    """The instant, null where the file holds none, and why."""

    instant: datetime | None
    reason: Said


def day_of_name(file_name: str) -> date | None:
    """The day in a file name such as `deals_2026-07-06.csv` or `商机20260706.xlsx`; of several, the last."""
    for found in reversed(list(_DAY.finditer(file_name))):
        year, month, day = (int(part) for part in found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def last_instant(day: date) -> datetime:
    """The last second of a day: what a date means as an as-of."""
    return datetime(day.year, day.month, day.day, 23, 59, 59)


@dataclass(frozen=True)
class Newest:
    """The newest moment of the loaded tables up to now, the field it stands in, and the latest moment of all."""

    field: str
    moment: datetime | None
    latest: datetime | None


def newest_in(scratch: duckdb.DuckDBPyConnection, *, now: datetime) -> Newest:
    """The newest moments of the loaded tables; `now` is the newest moment that is not the future."""
    return Newest(*run(scratch, "newest", now=now)[0])


def as_of_file(newest: Newest, *, stated: datetime | None, file_name: str) -> AsOf:
    """When the loaded tables were true."""
    if stated is not None:
        return AsOf(stated, Said("as_of_chosen"))
    named = day_of_name(file_name)
    if named is not None:
        return AsOf(last_instant(named), Said("as_of_file_name"))
    moment = newest.moment
    if moment is None:
        return AsOf(None, Said("as_of_unknown"))
    midnight = moment.hour == moment.minute == moment.second == 0
    said = Said("as_of_newest", {"moment": newest.field})
    return AsOf(last_instant(moment.date()) if midnight else moment, said)
