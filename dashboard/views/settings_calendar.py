"""The calendar: which days are worked, and with which month fiscal years begin."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.language import Words
from dashboard.periods import day_number
from dashboard.views.bottlenecks_days import WEEKDAY_NAMES, country_name, not_announced
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.views.settings_form import Field, form
from dashboard.warehouse import known
from dashboard.warehouse.decisions import (
    COUNTRY,
    DAYS_OFF,
    DAYS_WORKED,
    FISCAL_MONTH,
    WEEKEND,
    Decision,
    work_calendar,
)
from dashboard.warehouse.working_days import WorkCalendar, countries, worked_days

NEAR = ("CN", "HK", "TW", "SG", "US", "GB", "DE")
"""Offered first; the others follow by name."""


def show(visit: Visit) -> None:
    """The form, and what it makes of the year of the newest data."""
    words = visit.words
    form(visit, "calendar", _fields(words))
    newest = known.newest(visit.warehouse)
    if newest is not None:
        calendar = work_calendar(visit.warehouse)
        said = (year_said(calendar, newest.year, words), not_announced(calendar, words))
        st.caption(literal(" ".join(part for part in said if part)))


def _fields(words: Words) -> tuple[Field, ...]:
    by_name = sorted(countries(), key=lambda code: (code not in NEAR, country_name(code, words)))
    months = words.locale.months["stand-alone"]["wide"]
    return (
        _field(COUNTRY, words, {"": words("none"), **{code: country_name(code, words) for code in by_name}}),
        _field(WEEKEND, words, {day: words(label) for day, label in WEEKDAY_NAMES.items()}, several=True),
        _field(DAYS_OFF, words),
        _field(DAYS_WORKED, words),
        _field(FISCAL_MONTH, words, {str(number): str(months[number]) for number in range(1, 13)}),
    )


def _field(decision: Decision, words: Words, options: dict[str, str] | None = None, *, several: bool = False) -> Field:
    changes = words(decision.changes)
    if options is None:
        changes = f"{changes} {words('Write dates like 2026-10-10, 2026-10-11, separated by commas.')}"
    return Field(decision, words(decision.title), changes, options, several)


def year_said(calendar: WorkCalendar, year: int, words: Words) -> str:
    """How many days of a year are worked, and on which weekend days."""
    first, last = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
    days = worked_days(calendar, first, last)
    weekends = worked_days(WorkCalendar(weekend=calendar.weekend), first, last)
    said = words("{year} has {n} working days.", year=str(year), n=words.number(int(days.works[:-1].sum())))
    made_up = [
        date.fromordinal(date(year, 1, 1).toordinal() + place)
        for place in range(last - first + 1)
        if days.works[place] and not weekends.works[place]
    ]
    if not made_up:
        return said
    named = words(", ").join(words.day(day) for day in made_up)
    return f"{said} {words('Weekend days worked: {days}.', days=named)}"
