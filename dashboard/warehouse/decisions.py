"""What people decided about the product: each setting with its default, what it changes, and how it is read.

A setting that nobody decided has no row. All that is decided together is one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.working_days import (
    COUNTRY_NAME,
    DAYS_OFF_NAME,
    DAYS_WORKED_NAME,
    USUAL_WEEKEND,
    WEEKDAYS,
    WEEKEND_NAME,
    WorkCalendar,
    calendar_of,
    countries,
)

MOST_STAGES: Final = 99
KEPT: Final = 4
"""Versions of the data for which the settings are kept."""
NO_SUCH_SETTING: Final = mark("There is no setting {name}.")
KNOWN_SETTINGS: Final = mark("The settings are: {known}.")
NOT_A_COUNTRY: Final = mark("“{value}” is not the two-letter code of a country whose holidays are known.")
NOT_WEEKDAYS: Final = mark("“{value}” does not name days of the week; a weekend is 0 to 6 of them.")
NOT_DAYS: Final = mark("“{value}” is not a date like 2026-10-10.")
BOTH: Final = mark("{day} is stated both as a day off and as a working day.")
NOT_A_MONTH: Final = mark("“{value}” is not a month from 1 to 12.")
NOT_A_PLACE: Final = mark("“{value}” is not the place of a stage in its pipeline.")
WRITE_PLACE: Final = mark("Write 1 for the first stage, 3 for the third.")
WRITE_MONTH: Final = mark("Write 1 for January, 4 for April.")
NOT_A_COLOUR: Final = mark("“{value}” is not a colour for up.")
WRITE_COLOUR: Final = mark("Write green or red.")
NOT_A_CURRENCY: Final = mark("“{value}” is not the code of a currency.")
WRITE_CURRENCY: Final = mark("Write three letters like CNY or EUR.")
WRITE_COUNTRY: Final = mark("Write a code like CN or US, or nothing for no public holidays.")
WRITE_WEEKDAYS: Final = mark("Write days like sat, sun.")
WRITE_DAYS: Final = mark("Write dates like 2026-10-10, 2026-10-11, separated by commas.")
DECIDE_ONE: Final = mark("Take it out of one of the two.")


@dataclass(frozen=True)
class Decision:
    """One setting. `default`: what holds until somebody decides. `changes`: what it changes, a sentence.

    `read` gives a text as it is kept; it raises DashboardError for one that says nothing sensible. `relays`: the
    warehouse is laid out anew when it changes.
    """

    name: str
    title: str
    changes: str
    default: str
    read: Callable[[str], str]
    relays: bool = False


def _country(text: str) -> str:
    code = text.strip().upper()
    if code and code not in countries():
        raise DashboardError(NOT_A_COUNTRY, WRITE_COUNTRY, exit_code=USAGE, value=text)
    return code


def _weekdays(text: str) -> str:
    named = {part.lower()[:3] for part in _parts(text)}
    if not named <= set(WEEKDAYS) or len(named) == len(WEEKDAYS):
        raise DashboardError(NOT_WEEKDAYS, WRITE_WEEKDAYS, exit_code=USAGE, value=text)
    return ", ".join(day for day in WEEKDAYS if day in named)


def _days(text: str) -> str:
    return ", ".join(sorted({_day(part).isoformat() for part in _parts(text)}))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DashboardError(NOT_DAYS, WRITE_DAYS, exit_code=USAGE, value=text) from None


def _month(text: str) -> str:
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and 1 <= int(bare) <= 12):
        raise DashboardError(NOT_A_MONTH, WRITE_MONTH, exit_code=USAGE, value=text)
    return str(int(bare))


def _place(text: str) -> str:
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and 1 <= int(bare) <= MOST_STAGES):
        raise DashboardError(NOT_A_PLACE, WRITE_PLACE, exit_code=USAGE, value=text)
    return str(int(bare))


def _colour(text: str) -> str:
    colour = text.strip().lower()
    if colour not in {"green", "red"}:
        raise DashboardError(NOT_A_COLOUR, WRITE_COLOUR, exit_code=USAGE, value=text)
    return colour


def _currency(text: str) -> str:
    code = text.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise DashboardError(NOT_A_CURRENCY, WRITE_CURRENCY, exit_code=USAGE, value=text)
    return code


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,;，、；]+", text) if part]


COUNTRY: Final = Decision(
    COUNTRY_NAME,
    mark("Public holidays of"),
    mark(
        "The days off of a country, with the weekends worked in their place, where stays are counted in working days."
    ),
    "",
    _country,
    relays=True,
)
WEEKEND: Final = Decision(
    WEEKEND_NAME,
    mark("Weekend"),
    mark("The days of every week that are no working days."),
    USUAL_WEEKEND,
    _weekdays,
    relays=True,
)
DAYS_OFF: Final = Decision(
    DAYS_OFF_NAME,
    mark("Own days off"),
    mark("Further days that are no working days: a company holiday, a move."),
    "",
    _days,
    relays=True,
)
DAYS_WORKED: Final = Decision(
    DAYS_WORKED_NAME,
    mark("Own working days"),
    mark("Days that are worked although they are a weekend or a holiday."),
    "",
    _days,
    relays=True,
)
FISCAL_MONTH: Final = Decision(
    "calendar.fiscal_month",
    mark("Fiscal year begins in"),
    mark("The month with which a fiscal year begins: quarters and years of filters, targets and coverage follow it."),
    "1",
    _month,
)
VELOCITY_FROM: Final = Decision(
    "velocity.from_stage",
    mark("Velocity counts from stage"),
    mark("The open deals of pipeline velocity are those in this stage of their pipeline or a later one; 1: all."),
    "1",
    _place,
)
GREEN, RED = "green", "red"
COLOUR_UP: Final = Decision(
    "colour.up",
    mark("Up and won"),
    mark("The colours of won and lost, up and down, in every chart. A sign or a word always says the same."),
    GREEN,
    _colour,
)
CURRENCY: Final = Decision(
    "reporting_currency",
    mark("Reporting currency"),
    mark(
        "The currency of every total. Deals in another one need a rate; without one they are in no total, and counted."
    ),
    "",
    _currency,
    relays=True,
)
DECISIONS: Final = (COUNTRY, WEEKEND, DAYS_OFF, DAYS_WORKED, FISCAL_MONTH, VELOCITY_FROM, CURRENCY, COLOUR_UP)
"""The settings of the warehouse itself, in the order shown."""


def decision(name: str, known: Iterable[Decision]) -> Decision:
    """The setting of a name. Raises DashboardError for one that does not exist."""
    found = {one.name: one for one in known}
    if name not in found:
        raise DashboardError(NO_SUCH_SETTING, KNOWN_SETTINGS, exit_code=USAGE, name=name, known=", ".join(found))
    return found[name]


def decided(warehouse: Warehouse) -> dict[str, str]:
    """Every setting that somebody decided, by name, as it is kept."""
    return dict(_decided(warehouse, warehouse.version))


@lru_cache(maxsize=KEPT)
def _decided(warehouse: Warehouse, _version: int) -> dict[str, str]:
    with closing(warehouse.cursor()) as cursor:
        return dict(cursor.execute("SELECT name, value FROM settings").fetchall())


def decide(warehouse: Warehouse, changes: Mapping[Decision, str | None]) -> None:
    """Keep these settings, None taking one back to its default: all of them or none.

    Counts the data version up where anything changed. Raises DashboardError for a text that says nothing sensible.
    """
    wanted = {one: None if text is None else one.read(text) for one, text in changes.items()}
    before = decided(warehouse)
    kept = {one: None if text == one.default else text for one, text in wanted.items()}
    different = {one: text for one, text in kept.items() if before.get(one.name) != text}
    if not different:
        return
    _check(before | {one.name: one.default if text is None else text for one, text in wanted.items()})
    with warehouse.transaction() as cursor:
        for one, text in different.items():
            cursor.execute("DELETE FROM settings WHERE name = $name", {"name": one.name})
            if text is not None:
                cursor.execute("INSERT INTO settings VALUES ($name, $value)", {"name": one.name, "value": text})
        if any(one.relays for one in different):
            layout.build(cursor)
        else:
            cursor.execute("UPDATE data_version SET version = version + 1")


def work_calendar(warehouse: Warehouse) -> WorkCalendar:
    """The calendar of working days that people decided on."""
    return calendar_of(decided(warehouse))


def fiscal_month_of(told: Mapping[str, str]) -> int:
    """The month with which fiscal years begin."""
    return int(told.get(FISCAL_MONTH.name, FISCAL_MONTH.default))


def velocity_rank_of(told: Mapping[str, str]) -> int:
    """The rank from which velocity counts open deals; 0 for all of them, those in no known stage included."""
    rank = int(told.get(VELOCITY_FROM.name, VELOCITY_FROM.default))
    return rank if rank > 1 else 0


def _check(told: Mapping[str, str]) -> None:
    """What settings must not say together."""
    calendar = calendar_of(told)
    twice = calendar.days_off & calendar.days_worked
    if twice:
        raise DashboardError(BOTH, DECIDE_ONE, exit_code=USAGE, day=min(twice).isoformat())
