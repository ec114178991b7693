"""What a fault of the program leaves behind: a sentence in the place of what failed, the details in the log.

The only place that catches `Exception`. A page is attempted as a whole, and within it each question and each panel by
itself, so that one that fails leaves the others alone.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Final, ParamSpec, TypeVar

import streamlit as st

from dashboard.language import Words
from dashboard.views import failure, session
from dashboard.views.literal import literal

LOG: Final = logging.getLogger(__name__)
_SEEN: Final = ContextVar("seen", default=False)
Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")


def begin() -> None:
    """A run begins: nothing in it has failed yet."""
    _SEEN.set(False)


def seen() -> bool:
    """Whether something failed in this run, so that what was made after it may rest on less than it should."""
    return _SEEN.get()


def attempt(action: Callable[[], Outcome], otherwise: Callable[[str], Outcome]) -> Outcome:
    """What the action gives; after a fault, what `otherwise` makes of the number under which the log has it.

    Raises what a person can act on (`failure.Failure`) as it is.
    """
    try:
        return action()
    except failure.Failure:
        raise
    except Exception:
        _SEEN.set(True)
        number = secrets.token_hex(4)
        LOG.exception("failed, error number %s", number)
        return otherwise(number)


def contained(draw: Callable[Given, Outcome]) -> Callable[Given, Outcome | None]:
    """Make a part of a page stand for itself: refused or failed, it gives None and a sentence stands in its place."""

    @wraps(draw)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> Outcome | None:
        try:
            return attempt(lambda: draw(*args, **kwargs), lambda number: panel_failed(session.words(), number))
        except failure.Failure as refused:
            failure.show(refused, session.words())
            return None

    return guarded


def panel_failed(words: Words, number: str) -> None:
    """Designed state: one panel failed."""
    said = words(
        "The rest of the page holds. Load the page again; if it happens again, report it with the number {number} of "
        "the server's log.",
        number=number,
    )
    st.error(literal(said), title=words("This panel could not be shown"))


def page_failed(words: Words, number: str) -> None:
    """Designed state: the page failed as a whole."""
    said = words(
        "Try again. If it happens again, report it with the number {number} of the server's log.", number=number
    )
    st.error(literal(said), title=words("This page could not be shown"))
