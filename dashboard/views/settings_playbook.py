"""The playbook: causes to check and measures of each kind of stage, one a line."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import Words, mark
from dashboard.views.bottlenecks_playbook import NAMED, lines_of
from dashboard.views.choice import choose
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.views.settings_form import attempt, said
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.playbook import playbook, reset_play, write_play

PLAY_LABELS: Final = {
    "qualification": mark("Qualification"),
    "proposal": mark("Proposal / quote"),
    "negotiation": mark("Negotiation / contract"),
    "any": mark("Any other stage"),
    "queue": mark("More deals come than go"),
    "lost_late": mark("Lost late"),
}
_SHOWN: Final = "play-shown"


def show(visit: Visit) -> None:
    """One play at a time: its two lists, and the way back."""
    words = visit.words
    name = choose(visit, "play", words("Play for"), {one: words(label) for one, label in PLAY_LABELS.items()})
    own = playbook(visit.warehouse)
    if st.session_state.get(_SHOWN) != (name, words.language) or "play-check" not in st.session_state:
        _fill(visit.warehouse, name, words)
    with st.form("settings-form-playbook", border=False, enter_to_submit=False):
        st.text_area(words("Causes to check"), key="play-check", height=140)
        st.text_area(words("Measures"), key="play-measures", height=140)
        changes = words("Shown beside the verdicts of the bottlenecks and the review, one a line.")
        default = words("Default: the usual ones, in the reader's language; what you write is shown as written.")
        st.caption(literal(f"{changes} {default}"))
        st.form_submit_button(words("Save"), type="primary", on_click=_save, args=(visit.warehouse, name, words))
    said("playbook")
    if name in own:
        st.button(
            words("Back to default"),
            key="settings-reset-playbook",
            type="tertiary",
            on_click=_reset,
            args=(visit.warehouse, name, words),
        )


def _fill(warehouse: Warehouse, name: str, words: Words) -> None:
    check, measures = lines_of(NAMED[name], playbook(warehouse), words)
    st.session_state["play-check"] = "\n".join(check)
    st.session_state["play-measures"] = "\n".join(measures)
    st.session_state[_SHOWN] = (name, words.language)


def _save(warehouse: Warehouse, name: str, words: Words) -> None:
    check, measures = st.session_state["play-check"], st.session_state["play-measures"]
    if attempt("playbook", words, lambda: write_play(warehouse, name, check, measures), words("Saved.")):
        _fill(warehouse, name, words)


def _reset(warehouse: Warehouse, name: str, words: Words) -> None:
    if attempt("playbook", words, lambda: reset_play(warehouse, name), words("Back to default.")):
        _fill(warehouse, name, words)
