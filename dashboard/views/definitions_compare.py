"""Two numbers that differ: any two definitions of one thing side by side, and the deals that explain it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.charts import reconciling
from dashboard.filters import describe, read_link
from dashboard.glossary.trust import COMPARED
from dashboard.metrics import reconciliation
from dashboard.metrics.reconciled import Reconciled
from dashboard.metrics.selection import Selection
from dashboard.views import links, selection_link
from dashboard.views.asked import asked
from dashboard.views.choice import choose
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, not_available
from dashboard.views.review import Review, Visit
from dashboard.warehouse import known
from dashboard.warehouse.scope import scope_of

KEY: Final = "two-numbers"
CHOICE: Final = "compare"


def show(visit: Visit) -> None:
    """The comparison, for the reader's filter; nothing where nothing is loaded. A link that names one opens it."""
    if known.newest(visit.warehouse) is None:
        return
    words = visit.words
    box = st.expander(
        words("Two numbers that differ"), expanded=CHOICE in visit.link, on_change="rerun", key=f"open-{KEY}"
    )
    if not box.open:
        return
    chosen = read_link(visit.link, known.dimension_values(visit.warehouse)).chosen
    scope = scope_of(visit.warehouse, chosen)
    review = Review(words, visit.theme, visit.warehouse, visit.link, chosen, scope)
    with box:
        st.caption(literal(" · ".join(describe(chosen, words))))
        options = {mode: words(COMPARED[mode]) for mode in reconciliation.MODES}
        _compared(review, choose(review, CHOICE, words("Compare"), options))


def _compared(review: Review, mode: str) -> None:
    answer = asked(reconciliation.ask, review.scope, mode=mode)
    if answer.unavailable is not None:
        not_available(review, answer.unavailable)
        return
    for number, row in enumerate(answer.rows):
        _row(review, row, mode, number)
    st.caption(footer(answer, review.words))
    foot(review, answer, KEY)


def _row(review: Review, row: Reconciled, mode: str, number: int) -> None:
    words, family = review.words, mode.partition(":")[0]
    with st.container(gap="xxsmall", key=f"{KEY}-{number}"):
        if row.stage:
            st.markdown(f"**{literal(f'{row.pipeline} · {row.stage}')}**")
        st.markdown(literal(reconciling.says(row, family, words)))
        for group in row.groups:
            part = reconciliation.part_of(group.side, group.reason)
            behind = Selection(reconciliation.NAME, part, row.pipeline or None, row.stage or None, mode=mode)
            links.page_link(
                "deals", literal(reconciling.group_says(row, group, words)), **selection_link.to_link(behind)
            )
