"""What doubtful deals change: each finding about the loaded deals, priced, with its deals one press away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, NoReturn

import streamlit as st

from dashboard.charts import quality
from dashboard.filters import DealFilter
from dashboard.language import Words, mark
from dashboard.metrics import data_quality
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import PricedFinding
from dashboard.metrics.selection import Selection
from dashboard.views import links, selection_link
from dashboard.views.asked import asked_slowly
from dashboard.views.csv_text import csv_of
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, table_of
from dashboard.views.review import Review, Visit
from dashboard.warehouse import known
from dashboard.warehouse.scope import scope_of

AT_ONCE: Final = 100_000
"""Deals up to which the findings are priced without being asked for: above, that takes some seconds."""
KEY: Final = "data-quality"
ASK: Final = mark("Work out what doubtful deals change")
NOTHING: Final = mark("No deal contradicts itself or lacks what the numbers need.")


def show(visit: Visit) -> None:
    """The findings over all deals, whatever the filter; nothing where nothing is loaded."""
    if known.newest(visit.warehouse) is None:
        return
    words = visit.words
    everything = DealFilter()
    review = Review(words, visit.theme, visit.warehouse, visit.link, everything, scope_of(visit.warehouse, everything))
    with st.container(key=f"panel-{KEY}"):
        st.header(words("What doubtful deals change"), anchor=KEY)
        if sum(review.scope.evidence) > AT_ONCE and not st.toggle(words(ASK), key=f"ask-{KEY}"):
            return
        answer = asked_slowly(data_quality.ask, review.scope)
        if not answer.rows:
            st.markdown(literal(words(NOTHING)))
        for _, rows in groupby(answer.rows, lambda row: row.finding):
            _finding(review, answer, list(rows))
        _download(review, answer)
        st.caption(footer(answer, words))
        foot(review, answer, KEY)


def _finding(review: Review, answer: Answer[PricedFinding], rows: Sequence[PricedFinding]) -> None:
    """What the finding changes most, as a sentence; the other numbers in a line below; the way to its deals."""
    words = review.words
    lead = max(rows, key=_weight)
    others = [row for row in rows if row is not lead]
    with st.container(gap="xxsmall", key=f"{KEY}-{lead.finding}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(literal(quality.priced(lead, currency=answer.currency, words=words)), width="content")
            if st.button(words("Open as a list"), type="tertiary", key=f"open-{KEY}-{lead.finding}"):
                _open(words, Selection(answer.metric, lead.finding))
        if others:
            said = [quality.in_short(row, currency=answer.currency, words=words) for row in others]
            st.caption(literal(" · ".join(said)))


def _open(words: Words, selection: Selection) -> NoReturn:
    """Leave for the deals of a finding: all of them, so without the filter of the other pages."""
    link = {"lang": words.language, **selection_link.to_link(selection)}
    st.switch_page(links.script("deals"), query_params=link)


def _weight(row: PricedFinding) -> float:
    """How much of a number the deals make up; a number that is gone without them weighs most."""
    if not row.headline:
        return 0.0
    if row.change is None or not row.with_all:
        return 1.0
    return abs(row.change / row.with_all)


def _download(review: Review, answer: Answer[PricedFinding]) -> None:
    if not answer.rows:
        return
    st.download_button(
        review.words("Download as CSV"),
        data=lambda: csv_of(table_of(answer.rows)),
        file_name=f"{answer.metric}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-all-{KEY}",
    )
