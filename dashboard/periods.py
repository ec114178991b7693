"""Half-open periods and as-of instants. Nothing here reads a clock: today is always a parameter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

EPOCH: Final = date(1970, 1, 1)
MINUTES_A_DAY: Final = 1440
FOREVER: Final = 2_147_483_647
"""Minute that stands for "not yet": a visit that goes on, an outcome that holds."""


@dataclass(frozen=True)
class Period:
    """Days from `first` up to, not including, `before`. Either end may be open (None)."""

    first: date | None = None
    before: date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.before is not None and self.before <= self.first:
            message = f"a period must end after it starts: {self.first} … {self.before}"
            raise ValueError(message)

    @property
    def last(self) -> date | None:
        """Last day inside the period, as people name it."""
        return None if self.before is None else self.before - timedelta(days=1)

    @property
    def previous(self) -> Period | None:
        """The period of equal length that ends where this one starts; None for an open one."""
        if self.first is None or self.before is None:
            return None
        return Period(self.first - (self.before - self.first), self.first)


ALWAYS: Final = Period()
"""All dates."""


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def minute_number(instant: datetime) -> int:
    """Whole minutes since 1970-01-01 00:00 of a naive timestamp."""
    return day_number(instant.date()) * MINUTES_A_DAY + instant.hour * 60 + instant.minute


def date_of_minute(minute: int) -> datetime:
    """The naive timestamp of a minute number."""
    return datetime(1970, 1, 1) + timedelta(minutes=minute)


def end_of_day(day: date) -> datetime:
    """The last instant of a day: what a date means as an as-of."""
    return datetime(day.year, day.month, day.day, 23, 59, 59)


def quarter_of(day: date, first_month: int = 1) -> Period:
    """The quarter that holds a day, of fiscal years that begin with a month (1 January: calendar quarters)."""
    first = add_months(day, -((day.month - first_month) % 3))
    return Period(first, add_months(first, 3))


def fiscal_year_of(day: date, first_month: int = 1) -> Period:
    """The fiscal year that holds a day, by the month it begins with."""
    first = add_months(day, -((day.month - first_month) % 12))
    return Period(first, add_months(first, 12))


def month_of(day: date) -> Period:
    """The calendar month that holds a day."""
    first = day.replace(day=1)
    return Period(first, add_months(first, 1))


def add_months(day: date, months: int) -> date:
    """The first day of the month `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
