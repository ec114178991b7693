"""A file that was refused as a whole: the sentence, and the one correction that could make it readable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.language import Words, mark
from dashboard.views import failure
from dashboard.views.data_controls import showing
from dashboard.views.data_desk import Desk, with_column
from dashboard.views.data_questions import ORDERS, stating
from dashboard.views.literal import literal
from data_loaders.problems import SENTENCES, Refused

DEAL: Final = (("deal_name", mark("The name of a deal stands in")), ("stage", mark("The stage of a deal stands in")))
MISSING: Final = {
    "deals_without_stage": (("stage", mark("The stage of a deal stands in")),),
    "deals_without_name": (("deal_name", mark("The name of a deal stands in")), ("deal_id", mark("Its id stands in"))),
    "file_not_sales": DEAL,
    "file_other_list": DEAL,
    "file_maybe_deals": DEAL,
    "file_headerless": DEAL,
    "figures_by_period": (
        ("owner_name", mark("The owners whose targets these are stand in")),
        ("team", mark("The teams whose targets these are stand in")),
    ),
}
"""Sentence → the fields that a person may name a column for."""
IF_DEALS: Final = mark("If it is a list of deals, say below which columns hold the name of a deal and its stage.")
ADVICE: Final = {
    "file_not_sales": IF_DEALS,
    "file_other_list": IF_DEALS,
    "file_maybe_deals": IF_DEALS,
    "file_headerless": mark("Say below which column it is, counted from the left, or write headers above them."),
    "figures_by_period": mark("If they are targets, say below whose."),
}
OTHERWISE: Final = mark("Say below which column it is, or export the list again with it.")


def show(desk: Desk, key: str, refused: DashboardError | Refused, words: Words) -> None:
    """The sentence, and below it what could help."""
    code, values = _code(refused), _values(refused)
    if code in MISSING:
        what, _ = failure.parts(refused, words)
        st.error(literal(f"{what} {words(ADVICE.get(code, OTHERWISE))}"))
    else:
        failure.show(refused, words)
    headers = [header.strip() for header in str(values.get("columns", "")).split(",") if header.strip()]
    if code in MISSING:
        columns = st.columns(2, gap="small")
        for at, (field, label) in enumerate(MISSING[code]):
            with columns[at]:
                _column(desk, key, field, words(label), headers, words)
    if code == "date_order_unknown":
        _order(desk, key, words)


def _column(desk: Desk, key: str, field: str, label: str, headers: Sequence[str], words: Words) -> None:
    widget = f"missing-{field}-{key}"
    stated = next((header for header, name in desk.options(key).columns.items() if name == field), None)
    st.selectbox(
        label,
        list(dict.fromkeys([*([stated] if stated else []), *headers])),
        index=None,
        key=showing(widget, stated, pending=False),
        accept_new_options=True,
        format_func=str,
        placeholder=words("a column of the file"),
        on_change=_name,
        args=(desk, key, field, widget),
    )


def _name(desk: Desk, key: str, field: str, widget: str) -> None:
    header = st.session_state[widget]
    if header:
        desk.state(key, with_column(header, field))


def _order(desk: Desk, key: str, words: Words) -> None:
    widget = f"answer-date_order-{key}"
    st.radio(
        literal(words("Order of dates")),
        list(ORDERS),
        index=None,
        key=showing(widget, desk.options(key).date_order, pending=False),
        format_func=lambda order: words(ORDERS[order]),
        on_change=_state_order,
        args=(desk, key, widget),
    )


def _state_order(desk: Desk, key: str, widget: str) -> None:
    desk.state(key, stating("date_order", st.session_state[widget]))


def _code(refused: DashboardError | Refused) -> str:
    if isinstance(refused, Refused):
        return refused.said.code
    return next((code for code, sentence in SENTENCES.items() if sentence.what == refused.what), "")


def _values(refused: DashboardError | Refused) -> dict[str, object]:
    return dict(refused.said.values) if isinstance(refused, Refused) else dict(refused.values)
