"""The switch between the languages, at the top of every page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import LANGUAGES, Words
from dashboard.views import browser_memory, session, shortcuts

_KEY: Final = "language"


def show(words: Words) -> None:
    """Offer the languages under their own names; the choice goes into the link and is remembered by the browser."""
    st.session_state[_KEY] = words.language
    with st.container(horizontal=True, horizontal_alignment="right", key="language-row"):
        shortcuts.show(words)
        st.segmented_control(
            words("Language"),
            list(LANGUAGES),
            key=_KEY,
            format_func=lambda name: dict(LANGUAGES)[name],
            required=True,
            label_visibility="collapsed",
            on_change=_write,
        )


def _write() -> None:
    browser_memory.remember("language", st.session_state[_KEY])
    session.write_link({**session.read_link(), "lang": [st.session_state[_KEY]]})
