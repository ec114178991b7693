"""The same answer by the values of a dimension: small charts side by side, each drawn as the one above them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard.charts.figure import Chart
from dashboard.filters import to_link
from dashboard.metrics import breakdown
from dashboard.metrics.answers import Answer
from dashboard.metrics.selection import Selection
from dashboard.views import faults, session
from dashboard.views.breakdowns import breakdowns
from dashboard.views.choice import choose
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.views.selection_click import Made
from dashboard.warehouse.scope import Scope

Shown = Callable[[Scope], tuple[Answer[Any], Callable[[], Chart | None]]]
"""Asks a question of a scope: the answer, and what draws it."""
Draw = Callable[..., None]
MOST: Final = 6
"""Values shown, the ones with the most deals; the sentence says how many there are."""
MENU: Final = 180
"""Width in pixels of the control."""


def chosen(review: Review, key: str) -> str:
    """Offer the dimensions that a panel can be broken out by; '' for none. The choice is in the link."""
    words = review.words
    with st.container(width=MENU, key=f"break-{review.under}{key}"):
        offered = {"": words("Break out by …"), **breakdowns(review)}
        return choose(review, f"out.{key}", words("Break out by"), offered, menu=True)


def show(review: Review, shown: Shown, by: str, *, key: str, made: Made | None, draw: Draw) -> None:
    """One small chart a value; `draw` shows a chart as the panel does, and its marks open their deals."""
    words = review.words
    values = breakdown.values_by_size(review.scope, by)
    if len(values) > MOST:
        told = {"shown": words.number(MOST), "all": words.number(len(values))}
        st.caption(literal(words("The {shown} largest of {all} are shown.", **told)))
    with st.container(horizontal=True, gap="medium", key=f"parts-{key}"):
        for at, (value, deals) in enumerate(values[:MOST]):
            with st.container(key=f"part-{key}-{at}"):
                _part(review, shown, (by, value), deals, key=f"{key}-part-{at}", made=made, draw=draw)


@faults.contained
def _part(
    review: Review, shown: Shown, place: tuple[str, str], deals: int, *, key: str, made: Made | None, draw: Draw
) -> None:
    words, (by, value) = review.words, place
    name = value or words("(none)")
    with st.container(horizontal=True, vertical_alignment="center"):
        count = words.plural("{n} deal", "{n} deals", deals)
        st.markdown(f"**{literal(name)}** · {literal(count)}", width="content")
        part = breakdown.part_of(review.scope, by, value)
        if not session.is_pinned():
            st.button(
                literal(words("Filter to {value}", value=name)),
                key=f"narrow-part-{key}",
                type="tertiary",
                on_click=session.write_filter,
                args=(to_link(part.filter),),
            )
    answer, chart = shown(part)
    drawn = chart() if answer.unavailable is None and answer.n and answer.rows else None
    if drawn is None:
        st.caption(literal(words("No deals")))
        return
    draw(review, drawn, key=key, made=None if made is None else inside(made, by, value))


def inside(made: Made, by: str, value: str) -> Made:
    """The deals behind a mark, of those that have the value."""

    def narrower(at: list[str]) -> Selection | None:
        selection = made(at)
        return None if selection is None else replace(selection, within=by, among=value)

    return narrower
