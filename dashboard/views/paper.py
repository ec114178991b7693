"""What stands on paper and not on the screen: the name of the page and its filter in words. And the styles of paper."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.charts.theme import DARK, Theme
from dashboard.filters import describe
from dashboard.metrics import deals_behind
from dashboard.views import sent, session
from dashboard.views.asked import asked
from dashboard.views.review import Review

STYLE: Final = sent.style(Path(__file__).with_name("print.css"))
DARK_STYLE: Final = sent.style(Path(__file__).with_name("print_dark.css"))


def styles(theme: Theme) -> str:
    """How pages are printed: on white paper, whatever the screen shows."""
    return STYLE + DARK_STYLE if theme == DARK else STYLE


def head(review: Review) -> None:
    """The head of a printed page of numbers; nothing on the screen."""
    words = review.words
    shown = asked(deals_behind.ask, review.scope, selection=None, limit=0).n
    said = " · ".join(
        (
            *describe(review.filter, words),
            words("as of {day}", day=words.day(review.scope.as_of)),
            words.plural("{n} deal", "{n} deals", shown),
        )
    )
    name = words(session.place().title)
    st.html(f'<div class="lifted printed" data-page="{escape(name)}" data-filter="{escape(said)}"></div>')
