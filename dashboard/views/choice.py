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


def choose(
    review: Visit, name: str, label: str, options: Mapping[str, str], *, default: str = "", menu: bool = False
) -> str:
    """Offer one of `options` (value → translated label) and keep it in the URL as `name`. Returns the value.

    The default (`default`, else the first) is absent from the URL. A value the link has and the options have not
    is announced, never dropped in silence. Up to five options stay visible, more become a list. `menu`: a list that
    says itself what it is for, without a label above it. On a board nothing is offered: a panel keeps its choices.
    """
    fallback = default or next(iter(options))
    asked = (review.link.get(name) or [fallback])[-1]
    if asked not in options:
        st.warning(literal(review.words(NOT_OFFERED, name=name, value=asked, used=options[fallback])))
        asked = fallback
    if not session.is_pinned():
        _control(name, label, options, asked, fallback, menu=menu)
    return asked


def _control(name: str, label: str, options: Mapping[str, str], asked: str, fallback: str, *, menu: bool) -> None:
    key = f"choice-{name}"
    st.session_state[key] = asked
    told = (name, key, fallback)
    values = list(options)
    if len(values) <= VISIBLE and not menu:
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
        st.selectbox(
            label,
            values,
            key=key,
            format_func=options.__getitem__,
            label_visibility="collapsed" if menu else "visible",
            on_change=_write,
            args=told,
        )


def _write(name: str, key: str, fallback: str) -> None:
    chosen = st.session_state[key]
    link = session.read_link()
    link.pop(name, None)
    if chosen is not None and chosen != fallback:
        link[name] = [chosen]
    session.write_link(link)
