"""A week back and a week on: the buttons that two keys press. They move the as-of and leave the rest of the filter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import streamlit as st

from dashboard.filters import DealFilter, to_link
from dashboard.views import session
from dashboard.views.review import Review
from dashboard.warehouse import known

WEEK: Final = timedelta(days=7)


def show(review: Review) -> None:
    """Both buttons, out of sight: the filter has the day itself. There is no later week than that of the newest day."""
    words = review.words
    st.button(words("A week earlier"), key="week-earlier", on_click=_write, args=(earlier(review),))
    if (on := later(review)) is not None:
        st.button(words("A week later"), key="week-later", on_click=_write, args=(on,))


def earlier(review: Review) -> DealFilter:
    """The same filter as of seven days before."""
    return replace(review.filter, as_of=review.scope.as_of - WEEK)


def later(review: Review) -> DealFilter | None:
    """The same filter as of seven days later, at most the newest day, which needs no date; None from there on."""
    newest = known.newest(review.warehouse)
    if newest is None or review.scope.as_of >= newest:
        return None
    on = review.scope.as_of + WEEK
    return replace(review.filter, as_of=on if on < newest else None)


def _write(chosen: DealFilter) -> None:
    session.write_filter(to_link(chosen))
