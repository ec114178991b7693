"""What stands above every list of deals: which deals they are, and the ways on from here.

"Filter to …" turns the mark that opened the list into a filter of every page, as far as a filter can say it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.filters import BLANK, DIMENSIONS, DealFilter, is_custom, to_link
from dashboard.language import Words
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, add_months
from dashboard.views import links, selection_click, selection_link, session
from dashboard.views.literal import literal
from dashboard.views.review import Review


def heading(
    review: Review, says: str, selection: Selection | None, *, key: str, closable: bool, listed: bool = True
) -> None:
    """The sentence of a list and its ways on; `closable`: the list hangs below a chart and can be taken away.

    `listed`: the page of all deals can show the list.
    """
    words = review.words
    with st.container(horizontal=True, vertical_alignment="center", key=f"behind-{key}"):
        st.markdown(f"**{literal(says)}**", width="content")
        if selection is None:
            return
        _narrow(review, selection, key)
        if closable and listed:
            links.page_link("deals", words("Open as a list"), **selection_link.to_link(selection))
        if closable:
            st.button(words("Close"), key=f"close-{key}", type="tertiary", on_click=selection_click.write, args=(None,))


def _narrow(review: Review, selection: Selection, key: str) -> None:
    narrower, names = narrowed(review.filter, selection, review.words)
    if narrower == review.filter:
        return
    st.button(
        literal(review.words("Filter to {value}", value=" · ".join(names))),
        key=f"narrow-{key}",
        type="tertiary",
        on_click=session.write_filter,
        args=(to_link(narrower),),
    )


def narrowed(chosen: DealFilter, selection: Selection, words: Words) -> tuple[DealFilter, tuple[str, ...]]:
    """The filter that says as much of a selection as a filter can, and what it adds in words.

    The pipeline, the value of a dimension and the month of a mark are conditions; a stage or an outcome is none.
    """
    names: list[str] = []
    month = _month(selection)
    if month is not None:
        chosen = replace(chosen, period=Period(month, add_months(month, 1)))
        names.append(words.month(month))
    said = ((selection.within, selection.among), ("pipeline", selection.pipeline), (selection.by, selection.value))
    for dimension, value in said:
        if dimension is None or value is None or not (dimension in DIMENSIONS or is_custom(dimension)):
            continue
        narrower = chosen.choosing(dimension, (value or BLANK,))
        if narrower != chosen:
            names.append(value or words("(none)"))
        chosen = narrower
    return chosen, tuple(names)


def _month(selection: Selection) -> date | None:
    if selection.by != "month":
        return None
    try:
        return date.fromisoformat(f"{selection.value}-01")
    except ValueError:
        return None
