"""Links between pages: each carries the filter and the language, and adds what the next page needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import urlencode

import streamlit as st

from dashboard import navigation
from dashboard.filters import in_filter, to_link
from dashboard.views import menu, session
from dashboard.views.review import Review
from dashboard.views.session import Link

PASSING: Final = frozenset({"lang", session.VIEW})
"""Parameters of a link that are no part of what it shows."""


def script(name: str) -> Path:
    """The script of a page, as `st.switch_page` wants it."""
    return navigation.place(name).script


def current(more: Mapping[str, str]) -> Link:
    """The parameters every page shares, as the URL has them now, and `more`; empty values are left out."""
    return {**session.kept(session.read_link()), **{name: [value] for name, value in more.items() if value}}


def page_link(name: str, label: str, **more: str) -> None:
    """Show a link to another page that keeps the filter; `label` is already translated."""
    st.page_link(menu.page(name), label=label, query_params=current(more))


def go(name: str, **more: str) -> NoReturn:
    """Leave for another page, with the filter and `more` in its link."""
    st.switch_page(script(name), query_params=current(more))


def address(review: Review) -> str:
    """The full URL of what is on the screen, with the language stated, to send to somebody else."""
    link = {**state(review), "lang": [review.words.language]}
    return f"{(st.context.url or '').split('?')[0]}?{urlencode(sorted(link.items()), doseq=True)}"


def state(review: Review) -> Link:
    """What is on the screen, as parameters: the filter that holds and the page's own choices; not the language."""
    own = {name: values for name, values in session.read_link().items() if not in_filter(name)}
    return {name: values for name, values in sorted({**own, **to_link(review.filter)}.items()) if name not in PASSING}


def spoken() -> Link:
    """The language, where the link states it."""
    return {name: values for name, values in session.read_link().items() if name == "lang"}


def to_page(page: str, link: Link) -> str:
    """The full URL of a page with these parameters."""
    root = (st.context.url or "").split("?")[0].rstrip("/").removesuffix(session.place().name).rstrip("/")
    return f"{root}/{page}?{urlencode(link, doseq=True)}"
