"""The frame of every page: warehouse, link, header with the filter, and what is shown when something fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import streamlit as st

from dashboard.filters import read_link
from dashboard.language import Words
from dashboard.metrics import deals_behind
from dashboard.views import (
    browser_memory,
    empty,
    failure,
    faults,
    filter_bar,
    language_switch,
    paper,
    sample_banner,
    saved_views,
    sent,
    session,
    shortcuts,
    streamlit_words,
    told,
    turns,
)
from dashboard.views.asked import asked
from dashboard.views.literal import literal, written_in_html
from dashboard.views.panel import no_deals, not_available
from dashboard.views.review import Draw, Review, Visit
from dashboard.warehouse import known, sample
from dashboard.warehouse.scope import scope_of

NONE_ALONE: Final[Mapping[str, Draw]] = MappingProxyType({})
STYLE: Final = sent.style(Path(__file__).with_name("frame.css"))


def render(page: Callable[[Review], None], panels: Mapping[str, Draw] = NONE_ALONE) -> None:
    """Show a page of numbers inside the frame: with the filter bar, and only when there are deals.

    `panels`: those of the page that can be drawn alone, and so pinned to a board.
    """

    def inside(visit: Visit) -> None:
        if known.newest(visit.warehouse) is None:
            empty.nothing_loaded(visit)
            return
        name = written_in_html(visit.words(session.place().title))
        st.html(f"<p class='lifted page-name'><strong>{name}</strong></p>")
        read = read_link(visit.link, known.dimension_values(visit.warehouse))
        if gone := saved_views.not_there(visit.words, visit.link):
            st.warning(literal(gone))
        for dropped in read.dropped:
            st.warning(literal(dropped.sentence(visit.words)))
        scope = scope_of(visit.warehouse, read.chosen)
        keys = frozenset(panels)
        review = Review(visit.words, visit.theme, visit.warehouse, visit.link, read.chosen, scope, pinnable=keys)
        paper.head(review)
        filter_bar.show(review)
        counted = asked(deals_behind.ask, scope, selection=None, limit=0)
        if counted.unavailable is not None:
            not_available(review, counted.unavailable)
        elif counted.n:
            page(review)
        else:
            no_deals(review)

    with turns.TURNS.turn(turns.visit()):
        render_plain(inside)


def render_plain(page: Callable[[Visit], None]) -> None:
    """Show a page without numbers inside the frame: no filter bar, and an empty warehouse is no obstacle."""
    faults.begin()
    words = session.words()
    st.html(f"<style>{STYLE}{paper.styles(session.scheme())}</style>")
    language_switch.show(words)
    browser_memory.write()
    _scripts(words)

    def inside() -> None:
        warehouse = session.warehouse()
        visit = Visit(words, session.theme(warehouse), warehouse, session.read_link())
        told.forget_elsewhere()
        failure.show_noted(words)
        if sample.has_sample(visit.warehouse):
            sample_banner.show(visit)
        page(visit)

    try:
        faults.attempt(inside, lambda number: faults.page_failed(words, number))
    except failure.Failure as refused:
        failure.show(refused, words)


def _scripts(words: Words) -> None:
    """Let keys be shortcuts, and Streamlit speak as the page does."""
    told = "\n".join((shortcuts.SCRIPT, shortcuts.settings(), streamlit_words.SCRIPT, streamlit_words.call(words)))
    st.html(f"<div class='lifted'><script>{told}</script></div>", unsafe_allow_javascript=True)
