"""What a reader is told when something was refused: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.language import Words
from dashboard.views import told
from dashboard.views.literal import literal
from data_loaders.problems import Refused, said_parts, say

Failure: Final = (DashboardError, Refused)
"""Everything a person can act on; anything else is a fault of the program."""
ANYWHERE: Final = "failure"
"""The part of the page a refusal is told to where the button has none of its own."""


def sentence(failure: DashboardError | Refused, words: Words) -> str:
    """Both parts on one line, in the reader's language; not yet Markdown."""
    if isinstance(failure, Refused):
        return say(failure.said, words)
    return " ".join(filter(None, failure.parts(words)))


def parts(failure: DashboardError | Refused, words: Words) -> tuple[str, str]:
    """What happened and what to do about it, in the reader's language."""
    return said_parts(failure.said, words) if isinstance(failure, Refused) else failure.parts(words)


def show(failure: DashboardError | Refused, words: Words) -> None:
    """Designed state: the sentence, set apart."""
    st.error(literal(sentence(failure, words)))


def noting(action: Callable[..., object], *given: Any, where: str = ANYWHERE) -> None:  # noqa: ANN401 - whatever the action takes
    """Do what a button says; a refusal is told to a part of the page, since a callback has no place on it."""
    told.forget()
    try:
        action(*given)
    except Failure as refused:
        told.tell(where, refused)


def show_noted(words: Words, where: str = ANYWHERE) -> None:
    """Show what the last button's action was refused."""
    refused = told.told(where)
    if isinstance(refused, Failure):
        show(refused, words)
