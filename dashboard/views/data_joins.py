"""Broken joins on the data page: spellings that a loaded list does not hold, and the one that was probably meant."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import mark
from dashboard.views import failure
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import joins
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.joins import JoinGap

MOST_SHOWN: Final = 12
SENTENCES: Final = {
    "product": mark("{deals} deals name the product “{value}”, which the product list does not hold."),
    "account_name": mark("{deals} deals name the customer “{value}”, which the account list does not hold."),
    "owner_name": mark("{deals} deals name the owner “{value}”, who is not in the list of owners."),
}


def show(visit: Visit) -> None:
    """Every broken join, most deals first, with the likely spelling one press away; nothing where all join."""
    gaps = joins.join_gaps(visit.warehouse)
    if not gaps:
        return
    words = visit.words
    st.header(words("Spellings that do not join"), anchor=False)
    for number, gap in enumerate(gaps[:MOST_SHOWN]):
        _gap(visit, gap, number)
    if len(gaps) > MOST_SHOWN:
        st.caption(literal(words("… and {n} more", n=words.number(len(gaps) - MOST_SHOWN))))


def _gap(visit: Visit, gap: JoinGap, number: int) -> None:
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="center", key=f"join-{number}"):
        st.markdown(literal(words(SENTENCES[gap.field], deals=words.number(gap.deals), value=gap.value)))
        if gap.proposal is not None:
            st.button(
                literal(words("It means “{proposal}”", proposal=gap.proposal)),
                key=f"join-now-{number}",
                on_click=failure.noting,
                args=(_join, visit.warehouse, gap),
            )


def _join(warehouse: Warehouse, gap: JoinGap) -> None:
    joins.join_spelling(warehouse, gap.field, gap.value, gap.proposal)
