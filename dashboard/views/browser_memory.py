"""What one browser remembers between visits: the language, the view to start with, whether keys are shortcuts.

There is no login, so these are properties of the browser, kept in cookies of this site that only it reads. Streamlit
gives pages the cookies of a visit's beginning; what is chosen later is remembered in the visit and written by a small
script of our own, which gets nothing but the checked names and values below.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import streamlit as st

Kept = Literal["language", "start", "shortcuts"]
_CHOSEN: Final = "browser_memory"
_COOKIE: Final = "pipeline_review_{}"
_SAFE: Final = re.compile(r"[a-z0-9]{0,16}")
_SCRIPT: Final = """<div class="lifted"><script>
for (const told of {cookies}) document.cookie = told + "; path=/; max-age=34560000; SameSite=Lax";
</script></div>"""
"""400 days: browsers keep no cookie longer."""


def remembered(name: Kept) -> str:
    """What was chosen in this visit, else what the browser brought along; '' where nothing is remembered."""
    chosen: dict[str, str] = st.session_state.get(_CHOSEN, {})
    told = str(chosen.get(name, st.context.cookies.get(_COOKIE.format(name), "")))
    return told if _SAFE.fullmatch(told) else ""


def remember(name: Kept, value: str) -> None:
    """Keep a choice in this browser; `value` is a word of ours or an id. Raises ValueError for any other text."""
    if not _SAFE.fullmatch(value):
        raise ValueError(value)
    st.session_state[_CHOSEN] = {**st.session_state.get(_CHOSEN, {}), name: value}


def write() -> None:
    """Hand to the browser what was chosen in this visit."""
    chosen: dict[str, str] = st.session_state.get(_CHOSEN, {})
    if not chosen:
        return
    cookies = [f"{_COOKIE.format(name)}={value}" for name, value in sorted(chosen.items())]
    st.html(_SCRIPT.replace("{cookies}", repr(cookies)), unsafe_allow_javascript=True)
