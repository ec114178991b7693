"""In which days stays are counted on the page of the bottlenecks: calendar days or working days, kept in the link."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import Words, mark
from dashboard.metrics.answers import SUMMED, WORKING_DAYS
from dashboard.views.choice import choose
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.working_days import WEEKDAYS, WorkCalendar

NAME: Final = "days"
CALENDAR, WORKING = "calendar", "working"
OFFERED: Final = {CALENDAR: mark("Calendar days"), WORKING: mark("Working days")}
WEEKDAY_NAMES: Final = dict(
    zip(
        WEEKDAYS,
        (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun")),
        strict=True,
    )
)


def mode_asked(review: Review) -> str:
    """The mode of the dwell metric that the link asks for."""
    return WORKING_DAYS if (review.link.get(NAME) or [""])[-1] == WORKING else SUMMED


def in_working_days(review: Review) -> bool:
    """Whether the link asks for working days."""
    return mode_asked(review) == WORKING_DAYS


def choose_days(review: Review) -> None:
    """Offer the choice."""
    words = review.words
    choose(review, NAME, words("Stays in"), {name: words(label) for name, label in OFFERED.items()})


def say_calendar(review: Review) -> None:
    """Say which calendar the working days are those of, where they are chosen, and what counts calendar days still."""
    if not in_working_days(review):
        return
    words, calendar = review.words, work_calendar(review.warehouse)
    still = words("A stage over time, its best quarter and the ages of open deals count calendar days.")
    st.caption(literal(" ".join((calendar_said(calendar, words), not_announced(calendar, words), still))))


def calendar_said(calendar: WorkCalendar, words: Words) -> str:
    """The calendar in one sentence: the weekend, the holidays, the own days."""
    weekend = words(", ").join(words(WEEKDAY_NAMES[WEEKDAYS[day]]) for day in sorted(calendar.weekend))
    parts = [words("weekend {days}", days=weekend) if weekend else words("no weekend")]
    if calendar.country:
        parts.append(words("public holidays of {country}", country=country_name(calendar.country, words)))
    own = len(calendar.days_off) + len(calendar.days_worked)
    if own:
        parts.append(words.plural("{n} own day", "{n} own days", own))
    return words("Working days: {parts}.", parts=words("; ").join(parts))


def not_announced(calendar: WorkCalendar, words: Words) -> str:
    """From when on make-up working days are not known yet; '' for a country without such days."""
    before = calendar.known_before
    if before is None:
        return ""
    return words("Days made up for holidays are announced up to {year}.", year=before.year - 1)


def country_name(code: str, words: Words) -> str:
    """A country in the reader's language, else its code."""
    return str(words.locale.territories.get(code, code))
