"""The controls behind "Filters". They show what the link says and write the link back; they hold nothing themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import streamlit as st

from dashboard.filters import BLANK, DIMENSIONS, NOW, THEN, DealFilter, is_custom, label_of, to_link
from dashboard.language import Words, mark
from dashboard.periods import Period, add_months, end_of_day, fiscal_year_of, quarter_of
from dashboard.views import session, told
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.warehouse import known

CUSTOM: Final = "custom"
PRESETS: Final = {
    "this_quarter": mark("This quarter"),
    "last_quarter": mark("Last quarter"),
    "this_year": mark("This year"),
    "last_12_months": mark("Last 12 months"),
    "all": mark("All dates"),
    CUSTOM: mark("Other dates"),
}
ACTIVE_DAYS: Final = (7, 14, 30, 60, 90, 180)
FEW_COLUMNS: Final = 4
"""So many columns of the files are shown at once; of more the reader picks."""
_KEY: Final = "filter-{}"
_DAYS: Final = "filter-days"


def presets(as_of: date, fiscal_month: int = 1) -> dict[str, Period]:
    """The periods on offer, seen from a day, in years that begin with a month."""
    first = quarter_of(as_of, fiscal_month).first or as_of
    month = as_of.replace(day=1)
    return {
        "this_quarter": quarter_of(as_of, fiscal_month),
        "last_quarter": quarter_of(first - timedelta(days=1), fiscal_month),
        "this_year": fiscal_year_of(as_of, fiscal_month),
        "last_12_months": Period(add_months(month, -11), add_months(month, 1)),
        "all": Period(),
    }


def preset_of(period: Period, as_of: date, fiscal_month: int = 1) -> str:
    """Which preset a period is, seen from a day; `custom` for any other."""
    return next((name for name, offered in presets(as_of, fiscal_month).items() if offered == period), CUSTOM)


def show(review: Review) -> None:
    """The popover with every control; its content is made only while it is open."""
    opened = st.popover(review.words("Filters"), on_change="rerun", key="filters")
    if not opened.open:
        return
    with opened:
        _period(review)
        values = known.dimension_values(review.warehouse)
        ours = [name for name in DIMENSIONS if len(values.get(name, ())) > 1 or review.filter.values(name)]
        _dimensions(review, ours, values)
        _owners(review)
        _columns(review, values)
        _amounts(review)
        _activity(review)


def _period(review: Review) -> None:
    words, chosen, as_of = review.words, review.filter, review.scope.as_of.date()
    fiscal_month = review.scope.fiscal_month
    key = _state("preset", preset_of(chosen.period, as_of, fiscal_month))
    st.pills(
        words("Period"),
        list(PRESETS),
        key=key,
        required=True,
        format_func=lambda name: (
            words("Fiscal year") if name == "this_year" and fiscal_month > 1 else words(PRESETS[name])
        ),
        on_change=_set_preset,
        args=(key, chosen, presets(as_of, fiscal_month)),
    )
    first, last, at = st.columns(3)
    with first:
        _day(words("From"), "first", chosen.period.first, _set_days, chosen, words)
    with last:
        _day(words("To, including"), "last", chosen.period.last, _set_days, chosen, words)
    with at:
        _day(words("As of"), "as_of", chosen.as_of.date() if chosen.as_of else None, _set_as_of, chosen)
    st.caption(literal(words("As of empty: the newest date in the data. Nothing later counts.")))
    if (problem := told.told(_DAYS)) is not None:
        st.warning(problem)


def _day(label: str, name: str, day: date | None, write: Callable[..., None], *told: object) -> None:
    """A day or none. Any day is allowed: a link may name one that a narrower control would fail on."""
    key = _state(name, day)
    st.date_input(
        label,
        key=key,
        value=None,
        min_value=date.min,
        max_value=date.max,
        format="YYYY-MM-DD",
        on_change=write,
        args=told,
    )


def _owners(review: Review) -> None:
    """The switch between the owner now and at the time; only where that makes a difference."""
    words, chosen = review.words, review.filter
    if chosen.owners == NOW and not known.has_owner_changes(review.warehouse):
        return
    labels = {NOW: words("as they are now"), THEN: words("as they were at the time")}
    key = _state("owners", chosen.owners)
    st.segmented_control(
        words("Owner and team"),
        list(labels),
        key=key,
        required=True,
        format_func=labels.__getitem__,
        on_change=_set,
        args=(chosen, "owners", key, _as_is),
    )


def _columns(review: Review, values: dict[str, tuple[str, ...]]) -> None:
    """The files' own columns: all of a few; of many those that are narrowed, and those the reader picks."""
    offered = [name for name in values if is_custom(name)]
    if not offered:
        return
    words, chosen, shown = review.words, review.filter, offered
    if len(offered) > FEW_COLUMNS:
        picked = {*st.session_state.get(_KEY.format("columns"), ()), *dict(chosen.custom)}
        shown = [name for name in offered if name in picked]
        st.multiselect(
            words("More columns of the files"),
            offered,
            key=_state("columns", shown),
            placeholder=words("Choose columns"),
            format_func=lambda name: label_of(name, words),
            on_change=_close_columns,
            args=(chosen,),
        )
    else:
        st.caption(literal(words("More columns of the files")))
    _dimensions(review, shown, values)


def _close_columns(chosen: DealFilter) -> None:
    """A column that is no longer picked narrows nothing."""
    picked = st.session_state[_KEY.format("columns")]
    for name in {*dict(chosen.custom)} - {*picked}:
        chosen = chosen.without(name)
    session.write_filter(to_link(chosen))


def _dimensions(review: Review, names: Iterable[str], values: dict[str, tuple[str, ...]]) -> None:
    words = review.words
    columns = st.columns(2)
    for position, name in enumerate(names):
        key = _state(name, list(review.filter.values(name)))
        columns[position % 2].multiselect(
            literal(label_of(name, words)),
            list(dict.fromkeys((*values.get(name, ()), BLANK))),
            key=key,
            placeholder=words("All"),
            format_func=lambda value: words("(none)") if value == BLANK else value,
            on_change=_set_values,
            args=(review.filter, name, key),
        )


def _amounts(review: Review) -> None:
    words, chosen = review.words, review.filter
    low, high = st.columns(2)
    for column, name, label in (
        (low, "amount_from", words("Amount from")),
        (high, "amount_before", words("Amount below")),
    ):
        key = _state(name, getattr(chosen, name))
        column.number_input(
            label, key=key, value=None, step=1000.0, format="%.0f", on_change=_set, args=(chosen, name, key, _as_is)
        )


def _activity(review: Review) -> None:
    words, chosen = review.words, review.filter
    offered = sorted({*ACTIVE_DAYS, *([chosen.active_within_days] if chosen.active_within_days is not None else [])})
    key = _state("active_within_days", chosen.active_within_days)
    st.pills(
        words("Last activity"),
        offered,
        key=key,
        format_func=lambda days: words("Active in the last {days} days", days=days),
        on_change=_set,
        args=(chosen, "active_within_days", key, _as_is),
    )


def _state(name: str, value: object) -> str:
    """Show `value` in the control called `name`, and give its key."""
    key = _KEY.format(name)
    st.session_state[key] = value
    return key


def _as_is(value: object) -> object:
    return value


def _set_values(chosen: DealFilter, name: str, key: str) -> None:
    session.write_filter(to_link(chosen.choosing(name, st.session_state[key])))


def _set(chosen: DealFilter, name: str, key: str, read: Callable[[Any], object]) -> None:
    part: dict[str, Any] = {name: read(st.session_state[key])}
    session.write_filter(to_link(replace(chosen, **part)))


def _set_preset(key: str, chosen: DealFilter, offered: Mapping[str, Period]) -> None:
    period = offered.get(st.session_state[key] or "all")
    if period is not None:
        session.write_filter(to_link(replace(chosen, period=period)))


def _set_days(chosen: DealFilter, words: Words) -> None:
    first, last = st.session_state[_KEY.format("first")], st.session_state[_KEY.format("last")]
    if first is not None and last is not None and last < first:
        told.tell(_DAYS, words("The last day lies before the first; the dates were not changed."))
        return
    told.forget()
    before = None if last is None else last + timedelta(days=1)
    session.write_filter(to_link(replace(chosen, period=Period(first, before))))


def _set_as_of(chosen: DealFilter) -> None:
    day = st.session_state[_KEY.format("as_of")]
    session.write_filter(to_link(replace(chosen, as_of=None if day is None else end_of_day(day))))
