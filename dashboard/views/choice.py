"""A choice of one page that lives in the link: mode, breakdown, stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.language import mark
from dashboard.views import session
from dashboard.views.literal import literal
from dashboard.views.review import Visit

VISIBLE: Final = 5
"""Choices that stay in sight; more become a list."""
NOT_OFFERED: Final = mark("The link's {name} “{value}” is not one of the choices here; {used} is shown.")


def choose(review: Visit, name: str, label: str, options: Mapping[str, str], *, default: str = "") -> str:
    """Offer one of `options` (value → translated label) and keep it in the URL as `name`. Returns the value.

    The default (`default`, else the first) is absent from the URL. On a board nothing is offered: a panel keeps its
    choices.
    """
    chosen = stated(review, name, options, default=default)
    if not session.is_pinned():
        control(name, label, options, chosen, default=default)
    return chosen


def stated(review: Visit, name: str, options: Mapping[str, str], *, default: str = "") -> str:
    """The one of `options` that the link states; one they have not is announced, never dropped in silence."""
    fallback = default or next(iter(options))
    asked = (review.link.get(name) or [fallback])[-1]
    if asked in options:
        return asked
    st.warning(literal(review.words(NOT_OFFERED, name=name, value=asked, used=options[fallback])))
    return fallback


def control(name: str, label: str, options: Mapping[str, str], chosen: str, *, default: str = "") -> None:
    """What writes a choice into the link: up to five options stay visible, more become a list."""
    key = f"choice-{name}"
    st.session_state[key] = chosen
    told = (name, key, default or next(iter(options)))
    values = list(options)
    if len(values) <= VISIBLE:
        st.segmented_control(
            label,
            values,
            key=key,
            format_func=options.__getitem__,
            required=True,
            wrap=True,
            on_change=_write,
            args=told,
        )
    else:
        st.selectbox(label, values, key=key, format_func=options.__getitem__, on_change=_write, args=told)


def _write(name: str, key: str, fallback: str) -> None:
    chosen = st.session_state[key]
    link = session.read_link()
    link.pop(name, None)
    if chosen is not None and chosen != fallback:
        link[name] = [chosen]
    session.write_link(link)
