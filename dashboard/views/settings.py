"""The settings page: what people decide, part by part; the part is in the link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.language import mark
from dashboard.views import (
    settings_calendar,
    settings_colours,
    settings_flags,
    settings_money,
    settings_playbook,
    settings_stages,
    settings_targets,
)
from dashboard.views.choice import choose
from dashboard.views.literal import literal
from dashboard.views.review import Visit

PARTS: Final[dict[str, tuple[str, Callable[[Visit], None]]]] = {
    "stages": (mark("Stages"), settings_stages.show),
    "targets": (mark("Targets"), settings_targets.show),
    "calendar": (mark("Calendar"), settings_calendar.show),
    "flags": (mark("Flags of deals"), settings_flags.show),
    "currencies": (mark("Currencies"), settings_money.show),
    "playbook": (mark("Playbook"), settings_playbook.show),
    "colours": (mark("Colours"), settings_colours.show),
}
"""Name in the link → label and what shows it."""
NARROW, WIDE = 320, 880
"""Widths in pixels: of a list to choose from, and of a form that is read from left to right."""


def page(visit: Visit) -> None:
    """One part at a time."""
    words = visit.words
    st.title(words("Settings"), anchor=False)
    labels = {name: words(label) for name, (label, _) in PARTS.items()}
    with st.container(width=NARROW):
        part = choose(visit, "part", words("Settings of"), labels)
    st.caption(literal(words("What is decided here holds for everybody who opens this warehouse.")))
    with st.container(key=f"settings-{part}", width=WIDE):
        PARTS[part][1](visit)
