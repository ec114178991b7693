"""Which columns a list of deals shows: ours and those of the files, chosen by the reader and kept in the link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.language import mark
from dashboard.views import deals_extra, session
from dashboard.views.review import Review

COLUMNS: Final = "columns"
"""Parameter of the link: names of our columns; without it, those that say something."""
FLAGS: Final = "flags"
LABELS: Final = {
    "name": mark("Deal"),
    "amount": mark("Amount"),
    "stage": mark("Stage"),
    "owner": mark("Owner"),
    "flags": mark("Flags"),
    "account": mark("Account"),
    "status": mark("Status"),
    "age_in_stage_days": mark("Days in stage"),
    "expected_close": mark("Expected close"),
    "closed": mark("Closed"),
    "created": mark("Creation date"),
    "last_activity": mark("Last activity"),
    "next_step": mark("Next step"),
    "lost_reason": mark("Reason for the loss"),
    "segment": mark("Segment"),
    "source": mark("Source"),
    "product": mark("Product"),
    "team": mark("Team"),
    "pipeline": mark("Pipeline"),
    "amount_native": mark("Amount as in the file"),
    "currency": mark("Currency"),
    "deal_id": mark("ID"),
    "file_name": mark("File"),
    "file_sheet": mark("Sheet"),
    "file_row": mark("Row"),
}
"""Column → heading, in the order shown: a phone shows the first two or three."""


def stated(review: Review) -> list[str]:
    """Our columns that the link asks for, in the order shown; empty where it asks for none that there is."""
    asked = set(review.link.get(COLUMNS, []))
    return [name for name in LABELS if name in asked]


def choose(review: Review, telling: Sequence[str], key: str) -> tuple[list[str], list[str]]:
    """Offer the columns; ours to show and the files' own. `telling`: ours that say something about these deals."""
    words, state = review.words, f"columns-{key}"
    shown = stated(review) or list(telling)
    with st.popover(words("Columns"), type="tertiary"):
        st.session_state[state] = shown
        st.multiselect(
            words("Columns"),
            list(LABELS),
            key=state,
            format_func=lambda name: words(LABELS[name]),
            placeholder=words("Choose columns"),
            on_change=_write,
            args=(state, list(telling)),
        )
        more = deals_extra.choose(review, key)
    return shown, more


def _write(state: str, telling: list[str]) -> None:
    chosen = [name for name in LABELS if name in st.session_state[state]]
    link = session.read_link()
    link.pop(COLUMNS, None)
    if chosen and chosen != telling:
        link[COLUMNS] = chosen
    session.write_link(link)
