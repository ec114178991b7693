"""What a button's action came to, said on its page until something else is done or another page is opened.

A callback has no place on the page, so its outcome waits for the run that follows. It must outlast more than one run:
a run that somebody's next click cuts short has shown it to nobody.
"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from dashboard.views import session

_TOLD: Final = "told"


def tell(where: str, outcome: object) -> None:
    """Keep what became of the last action, for the part of the page called `where`, replacing what was told."""
    st.session_state[_TOLD] = (session.place().name, where, outcome)


def told(where: str) -> Any:  # noqa: ANN401 - whatever was told
    """What was told to this part of this page; None where the last action was another one."""
    page, part, outcome = st.session_state.get(_TOLD, (None, None, None))
    return outcome if (page, part) == (session.place().name, where) else None


def forget() -> None:
    """Something else is done now."""
    st.session_state.pop(_TOLD, None)


def forget_elsewhere() -> None:
    """Drop what was told on another page: nobody wants to find it on the way back."""
    page, _part, _outcome = st.session_state.get(_TOLD, (None, None, None))
    if page != session.place().name:
        forget()
