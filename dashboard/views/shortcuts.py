"""Keys that do what a click does: their list, a click away, and the switch that turns them off (WCAG 2.1.4)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.language import Words, mark
from dashboard.navigation import PLACES
from dashboard.views import browser_memory, sent
from dashboard.views.literal import literal

SCRIPT: Final = sent.script(Path(__file__).with_name("frame.js"))
KEYS: Final = {
    "?": mark("This list"),
    "f": mark("Filters"),
    "/": mark("Search deals or definitions"),
    "v": mark("Saved views"),
    "c": mark("Copy link"),
    "[": mark("A week earlier"),
    "]": mark("A week later"),
    "Esc": mark("Close what is open"),
}
"""Key → what it opens or does."""
ALSO: Final = {"[": ",", "]": "."}
"""Key → another that does the same, where keyboards hide the first behind AltGr."""
LETTERS: Final = {
    "overview": "r",
    "funnel": "f",
    "bottlenecks": "b",
    "velocity": "v",
    "win_loss": "w",
    "leads": "e",
    "changes": "c",
    "targets": "t",
    "team": "m",
    "boards": "o",
    "deals": "d",
    "data": "i",
    "definitions": "l",
    "settings": "s",
}
"""Page → the letter that leads there after `g`."""
OFF: Final = "off"
_SWITCH: Final = "shortcuts-on"


def show(words: Words) -> None:
    """The list behind a click."""
    opened = st.popover(words("Shortcuts"), type="tertiary", on_change="rerun", key="shortcuts")
    if opened.open:
        with opened:
            _list(words)


def settings() -> str:
    """What tells the script that listens whether it is to, and which letter leads where."""
    told = {"on": _is_on(), "pages": {letter: page for page, letter in LETTERS.items()}}
    return f"Object.assign(window.pipelineReview, {json.dumps(told)});"


def _is_on() -> bool:
    return browser_memory.remembered("shortcuts") != OFF


def _list(words: Words) -> None:
    st.session_state[_SWITCH] = _is_on()
    st.toggle(words("Single keys are shortcuts"), key=_SWITCH, on_change=_switch)
    st.caption(literal(words("Remembered by this browser. They rest while you type.")))
    opening, going = st.columns(2)
    opening.markdown(_lines(KEYS, words))
    going.markdown(_lines({f"g {LETTERS[place.name]}": place.title for place in PLACES}, words))


def _lines(says: Mapping[str, str], words: Words) -> str:
    """A key a line, with what it does."""
    return "  \n".join(
        " ".join((*(f"`{one}`" for one in (key, ALSO.get(key)) if one), literal(words(text))))
        for key, text in says.items()
    )


def _switch() -> None:
    browser_memory.remember("shortcuts", "" if st.session_state[_SWITCH] else OFF)
