"""One reader's visit: the link that holds the whole state, the language, the theme and the open warehouse.

The URL is the state. Streamlit empties it when a reader takes another page from the menu; what must survive that
(the filter and the language, not the choices of one page) is remembered here and put back.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.charts.theme import DARK, LIGHT, Theme
from dashboard.filters import PARTS, in_filter
from dashboard.language import LANGUAGES, Language, Words
from dashboard.navigation import PLACES, Place
from dashboard.settings import read_settings
from dashboard.views import browser_memory
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.decisions import COLOUR_UP, RED, decided

Link = dict[str, list[str]]

KEPT_NAMES: Final = (*PARTS, "lang")
"""What travels from page to page, beside filters by a column of the files; the rest belongs to one page."""

VIEW: Final = "view"
"""Parameter of a link: the id, or the name, of a saved view."""
_LINK: Final = "kept_link"
_PAGE: Final = "kept_page"
_PINNED: Final[ContextVar[Link | None]] = ContextVar("pinned_link", default=None)


def read_link() -> Link:
    """The parameters of the URL, each with all its values; for a panel on a board those it was pinned with."""
    pinned = _PINNED.get()
    return {name: st.query_params.get_all(name) for name in st.query_params} if pinned is None else pinned


@contextmanager
def standing_in(link: Link) -> Iterator[None]:
    """Draw a panel away from its page: until the end of the block `link` is its link, and links on carry its filter."""
    spoken = {name: values for name, values in read_link().items() if name == "lang"}
    token = _PINNED.set({**link, **spoken})
    try:
        yield
    finally:
        _PINNED.reset(token)


def is_pinned() -> bool:
    """Whether what is drawn now stands on a board, away from its page."""
    return _PINNED.get() is not None


def write_link(link: Link) -> None:
    """Make these the parameters of the URL, all others gone."""
    if link != read_link():
        st.query_params.from_dict(link)


def write_filter(part: Link) -> None:
    """Put a filter into the URL in the place of the one there; the language and the page's own parameters stay."""
    others = {name: values for name, values in read_link().items() if not in_filter(name)}
    write_link({**part, **others})


def kept(link: Link) -> Link:
    """The part of a link that belongs to every page."""
    return {name: values for name, values in link.items() if in_filter(name) or name in KEPT_NAMES}


def remember_link(page: str) -> None:
    """Keep the link across the menu: restore it where the menu emptied it, then note it for the next page.

    `page` is the page of this run. A link without parameters on the page the reader is already on is their wish.
    """
    link = read_link()
    came_from = st.session_state.get(_PAGE)
    if came_from is not None and came_from != page and not kept(link):
        link = {**st.session_state.get(_LINK, {}), **link}
        write_link(link)
    st.session_state[_PAGE] = page
    st.session_state[_LINK] = kept(link)


def place() -> Place:
    """The page of this run; the front page before any is known."""
    name = st.session_state.get(_PAGE)
    return next((known for known in PLACES if known.name == name), PLACES[0])


def language() -> Language:
    """The language of the link, of the visit so far, chosen here before, of the browser, else English."""
    for asked in _languages_asked():
        if asked in LANGUAGES:
            return "zh" if asked == "zh" else "en"
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def _languages_asked() -> Iterator[str | None]:
    """One after the other: nearly always the link states it, and the cookies need not be read."""
    yield st.query_params.get("lang")
    remembered: Link = st.session_state.get(_LINK, {})
    yield from remembered.get("lang", [])
    yield browser_memory.remembered("language")


def words() -> Words:
    """How this reader is spoken to."""
    return Words(language())


def scheme() -> Theme:
    """Light or dark, as the browser shows the page now."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def theme(warehouse: Warehouse) -> Theme:
    """Light or dark; up and down in the colours that people decided on."""
    up = decided(warehouse).get(COLOUR_UP.name, COLOUR_UP.default)
    return scheme().red_up if up == RED else scheme()


@functools.cache  # Streamlit's own cache of resources takes 0.3 ms to look up
def opened(path: Path) -> Warehouse:
    """The warehouse at a path, opened once a process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return open_warehouse(path)


def warehouse() -> Warehouse:
    """The warehouse, opened once a process and shared by all visits. Raises DashboardError when it cannot be."""
    return opened(read_settings().warehouse)
