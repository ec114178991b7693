"""The same answer by the values of a dimension: small panels side by side, each drawn as the one above them."""

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
from dashboard.views.choice import control, stated
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.views.selection_click import Made
from dashboard.warehouse.scope import Scope

Shown = Callable[[Scope], tuple[Answer[Any], Callable[[], Chart | None]]]
"""Asks a question of a scope: the answer, and what draws it."""
Draw = Callable[..., None]
Body = Callable[[Scope, str, str, str], bool]
"""Draws one value: its scope, the dimension, the value, and what its keys begin with. False where nothing is there."""
MOST: Final = 6
"""Values shown, the ones with the most deals; the sentence says how many there are."""


def chosen(review: Review, key: str) -> str:
    """The dimension of the link that a panel is to be broken out by; '' for none."""
    return stated(review, _name(key), _offered(review))


def offer(review: Review, key: str, by: str) -> None:
    """Offer the dimensions."""
    control(_name(key), review.words("Break out by"), _offered(review), by)


def _name(key: str) -> str:
    return f"out.{key}"


def _offered(review: Review) -> dict[str, str]:
    return {"": review.words("Not broken out"), **breakdowns(review)}


def charts(review: Review, shown: Shown, *, made: Made | None, draw: Draw) -> Body:
    """One small chart a value; `draw` shows a chart as the panel does, and its marks open their deals."""

    def body(part: Scope, by: str, value: str, key: str) -> bool:
        answer, chart = shown(part)
        drawn = chart() if answer.unavailable is None and answer.n and answer.rows else None
        if drawn is not None:
            draw(review, drawn, key=key, made=None if made is None else inside(made, by, value))
        return drawn is not None

    return body


def show(review: Review, body: Body, by: str, *, key: str) -> None:
    """The values with the most deals, each with its name, its deals and what `body` draws of it."""
    words = review.words
    values = breakdown.values_by_size(review.scope, by)
    if len(values) > MOST:
        told = {"shown": words.number(MOST), "all": words.number(len(values))}
        st.caption(literal(words("The {shown} largest of {all} are shown.", **told)))
    with st.container(horizontal=True, gap="medium", key=f"parts-{key}"):
        for at, (value, deals) in enumerate(values[:MOST]):
            with st.container(key=f"part-{key}-{at}"):
                _part(review, body, (by, value), deals, key=f"{key}-part-{at}")


@faults.contained
def _part(review: Review, body: Body, place: tuple[str, str], deals: int, *, key: str) -> None:
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
    if not body(part, by, value, key):
        st.caption(literal(words("No deals")))


def inside(made: Made, by: str, value: str) -> Made:
    """The deals behind a mark, of those that have the value."""

    def narrower(at: list[str]) -> Selection | None:
        selection = made(at)
        return None if selection is None else replace(selection, within=by, among=value)

    return narrower
