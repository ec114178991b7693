"""The pages as Streamlit knows them: made once a language, since each asks the disk where its script lies."""

from __future__ import annotations

import functools
from copy import copy

import streamlit as st

from dashboard import navigation
from dashboard.language import Language, Words
from dashboard.views import session


def pages() -> list[st.Page]:
    """The pages of the menu, for one run: a run marks the page that it shows."""
    return [copy(page) for page in _made(session.language()).values()]


def page(name: str) -> st.Page:
    """A page by its name, to link to. Raises KeyError for a name that is no page."""
    return _made(session.language())[name]


@functools.cache
def _made(language: Language) -> dict[str, st.Page]:
    words = Words(language)
    return {
        place.name: st.Page(place.script, title=words(place.title), help=words(place.says), url_path=place.name)
        for place in navigation.PLACES
    }
