"""What a reader is told when something was refused: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.language import Words
from dashboard.views.literal import literal
from data_loaders.problems import Refused, say

Failure: Final = (DashboardError, Refused)
"""Everything a person can act on; anything else is a fault of the program."""
_NOTED: Final = "failure"


def sentence(failure: DashboardError | Refused, words: Words) -> str:
    """Both parts on one line, in the reader's language; not yet Markdown."""
    if isinstance(failure, Refused):
        return say(failure.said, words)
    return " ".join(words(part, **failure.values) for part in (failure.what, failure.remedy) if part)


def show(failure: DashboardError | Refused, words: Words) -> None:
    """Designed state: the sentence, set apart."""
    st.error(literal(sentence(failure, words)))


def noting(action: Callable[..., object], *told: Any) -> None:  # noqa: ANN401 - whatever the action takes
    """Do what a button says; a refusal is noted for the run that follows, since a callback has no place on the page."""
    try:
        action(*told)
    except Failure as refused:
        st.session_state[_NOTED] = refused


def show_noted(words: Words) -> None:
    """Show what a button's action was refused, once."""
    refused = st.session_state.pop(_NOTED, None)
    if refused is not None:
        show(refused, words)
