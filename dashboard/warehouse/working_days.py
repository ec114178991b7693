"""Working days: the weekend, a country's holidays with the days made up for them (调休), and a company's own days.

Holidays come from the package `holidays` (MIT), offline. A working day counts from 0:00 to 24:00.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

import holidays
import numpy as np
import numpy.typing as npt

from dashboard.periods import EPOCH, MINUTES_A_DAY, day_number

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of the days of the week in settings, Monday first."""
SATURDAY, SUNDAY = 5, 6
COUNTRY_NAME: Final = "calendar.country"
WEEKEND_NAME: Final = "calendar.weekend"
DAYS_OFF_NAME: Final = "calendar.days_off"
DAYS_WORKED_NAME: Final = "calendar.days_worked"
USUAL_WEEKEND: Final = "sat, sun"
"""Settings of the calendar, and the weekend where nobody decided on one."""
FIRST_YEAR, LAST_YEAR = 1950, 2100
"""Years for which holidays are asked; other years have weekends only."""
RECENT_YEARS: Final = range(2015, 2041)
"""Years in which the newest make-up working day of a country is looked for."""


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. `country`: ISO code, '' for no public holidays. `weekend`: 0 Monday … 6 Sunday.

    `days_off` and `days_worked` are a company's own days; they win over the country's, which win over the weekend.
    """

    country: str = ""
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()

    @property
    def known_before(self) -> date | None:
        """First day whose make-up working days are not announced yet; None for a country that has none."""
        return made_up_before(self.country)


def calendar_of(told: Mapping[str, str]) -> WorkCalendar:
    """The calendar that settings describe, as they are kept."""

    def parts(name: str, default: str = "") -> list[str]:
        return [part for part in told.get(name, default).split(", ") if part]

    return WorkCalendar(
        told.get(COUNTRY_NAME, ""),
        frozenset(map(WEEKDAYS.index, parts(WEEKEND_NAME, USUAL_WEEKEND))),
        frozenset(map(date.fromisoformat, parts(DAYS_OFF_NAME))),
        frozenset(map(date.fromisoformat, parts(DAYS_WORKED_NAME))),
    )


@dataclass(frozen=True)
class WorkedDays:
    """Days from `first_day` on (since 1970-01-01): how many working days lie `before` each, and whether it `works`."""

    first_day: int
    before: npt.NDArray[np.int32]
    works: npt.NDArray[np.int32]

    @property
    def before_min(self) -> npt.NDArray[np.int32]:
        """The same in minutes."""
        return self.before * np.int32(MINUTES_A_DAY)


@cache
def countries() -> tuple[str, ...]:
    """Codes of the countries whose holidays are known, in alphabetical order."""
    return tuple(sorted(code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2))


@cache
def made_up_before(country: str) -> date | None:
    """The day after the last year whose make-up working days are known; None for a country without such days."""
    if not country:
        return None
    made_up = holidays.country_holidays(country, years=RECENT_YEARS).weekend_workdays
    return date(max(day.year for day in made_up) + 1, 1, 1) if made_up else None


@lru_cache(maxsize=16)
def worked_days(calendar: WorkCalendar, first_day: int, last_day: int) -> WorkedDays:
    """The days of a calendar from `first_day` to `last_day`, both included, and one more."""
    count = last_day - first_day + 2
    works = ~np.isin((np.arange(first_day, first_day + count) + EPOCH.weekday()) % 7, sorted(calendar.weekend))
    for day, worked in days_apart(calendar, first_day, last_day).items():
        if 0 <= day - first_day < count:
            works[day - first_day] = worked
    counted = works.astype(np.int32)
    return WorkedDays(first_day, np.cumsum(counted, dtype=np.int32) - counted, counted)


def days_apart(calendar: WorkCalendar, first_day: int | None = None, last_day: int | None = None) -> dict[int, bool]:
    """The days that do not go by the weekend (since 1970-01-01), and whether each is worked.

    Holidays are those of the years of these days, by default of all years for which holidays are asked.
    """
    first, last = (
        day_number(edge) if day is None else day
        for day, edge in ((first_day, date(FIRST_YEAR, 1, 1)), (last_day, date(LAST_YEAR, 12, 31)))
    )
    free, made_up = _public(calendar.country, first, last)
    apart = ((free, False), (made_up, True), (calendar.days_off, False), (calendar.days_worked, True))
    return {day_number(day): worked for days, worked in apart for day in days}


def _public(country: str, first_day: int, last_day: int) -> tuple[Iterable[date], Iterable[date]]:
    """A country's days off, and the weekend days it works in their place."""
    if not country:
        return (), ()
    first, last = (_clamped(day).year for day in (first_day, last_day))
    public = holidays.country_holidays(country, years=range(first, last + 1), expand=False)
    return tuple(public), tuple(public.weekend_workdays)


def _clamped(day: int) -> date:
    """The date of a day number, within the years for which holidays are asked."""
    lowest, highest = (day_number(edge) for edge in (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
    return EPOCH + timedelta(days=min(max(day, lowest), highest))
