"""Links between pages: each carries the filter and the language, and adds what the next page needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from dashboard import navigation
from dashboard.filters import to_link
from dashboard.views import session
from dashboard.views.review import Review
from dashboard.views.session import Link


def script(name: str) -> Path:
    """The script of a page, as `st.page_link` wants it."""
    return navigation.place(name).script


def current(more: Mapping[str, str]) -> Link:
    """The parameters every page shares, as the URL has them now, and `more`; empty values are left out."""
    return {**session.kept(session.read_link()), **{name: [value] for name, value in more.items() if value}}


def page_link(name: str, label: str, **more: str) -> None:
    """Show a link to another page that keeps the filter; `label` is already translated."""
    st.page_link(script(name), label=label, query_params=current(more))


def go(name: str, **more: str) -> NoReturn:
    """Leave for another page, with the filter and `more` in its link."""
    st.switch_page(script(name), query_params=current(more))


def address(review: Review) -> str:
    """The full URL of what is on the screen, with the language stated, to send to somebody else."""
    link = {**review.link, **to_link(review.filter), "lang": [review.words.language]}
    return f"{(st.context.url or '').split('?')[0]}?{urlencode(sorted(link.items()), doseq=True)}"
