"""What a reader may state about a file as a whole: its system, its day, its currency, its order of dates, its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.language import Words, mark
from dashboard.periods import end_of_day
from dashboard.views.data_controls import showing
from dashboard.views.data_desk import Desk
from dashboard.views.data_questions import ORDERS, stating
from dashboard.views.data_report import system_title
from dashboard.views.data_values import CURRENCIES
from data_loaders.systems import SYSTEMS

ALONE: Final = ""
"""The name of no list: `Options.series` for a file that is no dated copy of any."""
DAY_HELP: Final = mark("The day it was exported. Empty: the newest date in it.")
SERIES_HELP: Final = mark(
    "The same list exported week after week: give every copy the same name, and changes become history."
)


def show(desk: Desk, key: str, words: Words, *, pending: bool) -> None:
    """The controls; an empty one leaves the matter to what was recognised."""
    options = desk.options(key)

    def stated(part: str, value: object, clean: Callable[[Any], object] = lambda value: value) -> dict[str, Any]:
        widget = showing(f"{part}-{key}", value, pending=pending)
        return {"key": widget, "on_change": _state, "args": (desk, key, part, widget, clean)}

    def chosen(part: str, clean: Callable[[Any], object] = lambda value: value) -> dict[str, Any]:
        return {"index": None, "placeholder": words("as recognised"), **stated(part, getattr(options, part), clean)}

    with st.container(key=f"facts-{key}"):
        system, day, currency, dates, series = st.columns(5, gap="small")
    systems = [known.name for known in SYSTEMS]
    system.selectbox(
        words("Read it as"), systems, format_func=lambda name: system_title(name, words), **chosen("source")
    )
    day.date_input(
        words("The file was true on"),
        value=None,
        format="YYYY-MM-DD",
        help=words(DAY_HELP),
        **stated("as_of", options.as_of.date() if options.as_of else None, _end),
    )
    codes = _with(CURRENCIES, options.currency)
    currency.selectbox(
        words("Currency of the amounts"), codes, accept_new_options=True, **chosen("currency", _currency)
    )
    dates.selectbox(
        words("Order of dates"), list(ORDERS), format_func=lambda order: words(ORDERS[order]), **chosen("date_order")
    )
    series.selectbox(
        words("Dated copy of the list"),
        _with((ALONE,), options.series),
        accept_new_options=True,
        format_func=lambda name: name or words("no copy, it stands alone"),
        help=words(SERIES_HELP),
        **chosen("series"),
    )


def _with(usual: Sequence[str], stated: str | None) -> list[str]:
    return list(dict.fromkeys([*usual, *([stated] if stated else [])]))


def _state(desk: Desk, key: str, part: str, widget: str, clean: Callable[[Any], object]) -> None:
    desk.state(key, stating(part, clean(st.session_state[widget])))


def _end(day: date | None) -> object:
    return None if day is None else end_of_day(day)


def _currency(code: str | None) -> str | None:
    code = (code or "").strip().upper()
    return code if len(code) == 3 and code.isascii() and code.isalpha() else None
