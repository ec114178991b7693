"""Office hours: the company works on weekdays that are no public holiday in China, from nine to half past six."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from sample_data.draws import whole

_HOLIDAYS: Final = (
    (date(2025, 1, 1), 1),
    (date(2025, 1, 28), 8),
    (date(2025, 4, 4), 1),
    (date(2025, 5, 1), 5),
    (date(2025, 6, 2), 1),
    (date(2025, 10, 1), 8),
    (date(2026, 1, 1), 2),
    (date(2026, 2, 16), 8),
    (date(2026, 4, 6), 1),
    (date(2026, 5, 1), 5),
    (date(2026, 6, 19), 1),
    (date(2026, 9, 25), 1),
    (date(2026, 10, 1), 7),
)
"""First day and length of the public holidays; the working weekends that make up for them are left out."""
CLOSED: Final = frozenset(first + timedelta(days=offset) for first, days in _HOLIDAYS for offset in range(days))


def works(day: date) -> bool:
    """True on a weekday that is no holiday."""
    return day.weekday() < 5 and day not in CLOSED


def workday(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not works(day):
        day += timedelta(days=1)
    return day


def in_office(rng: Random, day: date) -> datetime:
    """A minute in office hours of the day, or of the first working day after it."""
    return datetime.combine(workday(day), time(9)) + timedelta(minutes=whole(rng, 0, 570))


def after(rng: Random, instant: datetime, days: float) -> datetime:
    """Office time about `days` later, on a later day than `instant` in any case: two moves never share a day."""
    later = (instant + timedelta(days=days)).date()
    return in_office(rng, max(later, instant.date() + timedelta(days=1)))


def quarter_start(day: date) -> date:
    """First day of the calendar quarter of a day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(day: date) -> date:
    """First day of the quarter after that of a day."""
    return quarter_start(quarter_start(day) + timedelta(days=100))
