"""Columns of the files that are none of our fields: told with one deal, and beside a list where the reader wants them.

Which of them a list shows lives in the link. Their names in the table begin with `x.`, as no field of ours does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.filters import CUSTOM
from dashboard.metrics import deal_extra
from dashboard.metrics.rows import Deal
from dashboard.views import session
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.warehouse import known

SHOW: Final = "show"
"""Parameter of the link: headers of the columns beside a list of deals."""
FEW: Final = 12
"""So many are read at a glance; more become a table."""


def show(review: Review, deal_id: str) -> None:
    """Every such column of one deal that holds something."""
    told = deal_extra.ask(review.scope, deal_id)
    if not told:
        return
    words = review.words
    st.caption(literal(words("More columns of the files")))
    if len(told) > FEW:
        table = {words("Column"): [header for header, _ in told], words("What it says"): [text for _, text in told]}
        st.dataframe(table, hide_index=True, alt=words("More columns of the files"), key="deal-extra")
        return
    columns = st.columns(3)
    for at, (header, text) in enumerate(told):
        columns[at % 3].markdown(f"{literal(header)}  \n**{literal(text)}**")


def choose(review: Review, key: str) -> list[str]:
    """Offer the columns, where there are any; the names of those to show."""
    offered = known.custom_headers(review.warehouse)
    if not offered:
        return []
    words, state = review.words, f"show-{key}"
    st.session_state[state] = [header for header in review.link.get(SHOW, []) if header in offered]
    st.multiselect(
        words("More columns of the files"),
        offered,
        key=state,
        placeholder=words("Choose columns"),
        on_change=_write,
        args=(state,),
    )
    return chosen(review)


def chosen(review: Review) -> list[str]:
    """The names of the columns that the link wants shown and the files have."""
    offered = set(known.custom_headers(review.warehouse))
    return [CUSTOM + header for header in dict.fromkeys(review.link.get(SHOW, [])) if header in offered]


def columns_of(review: Review, deals: Sequence[Deal], names: Sequence[str]) -> dict[str, list[str]]:
    """The columns with these names, a text a deal."""
    if not names:
        return {}
    told = deal_extra.ask_many(review.scope, [deal.deal_id for deal in deals])
    return {name: [told.get(deal.deal_id, {}).get(name.removeprefix(CUSTOM), "") for deal in deals] for name in names}


def column_config(names: Sequence[str]) -> dict[str, ColumnConfig]:
    """Their headings, as the files write them."""
    return {name: st.column_config.TextColumn(name.removeprefix(CUSTOM)) for name in names}


def _write(state: str) -> None:
    link = session.read_link()
    link.pop(SHOW, None)
    if st.session_state[state]:
        link[SHOW] = list(st.session_state[state])
    session.write_link(link)
