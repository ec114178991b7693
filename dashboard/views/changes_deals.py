"""The deals behind a mark of the changes page: each as it was and as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.language import Words, mark
from dashboard.metrics import deals_behind, deals_then
from dashboard.metrics.deals_then import DealThen
from dashboard.metrics.rows import Deal
from dashboard.metrics.selection import Selection
from dashboard.views import arrow_table, deals_detail, faults
from dashboard.views.csv_text import csv_of
from dashboard.views.deals_heading import heading
from dashboard.views.deals_sentence import sentence
from dashboard.views.deals_table import ALL, NAME_WIDTH, ROWS_SHOWN, SHOWN, STATUSES, TABLE_HEIGHT
from dashboard.views.literal import literal
from dashboard.views.review import Review

LABELS: Final = {
    "name": mark("Deal"),
    "owner": mark("Owner"),
    "stage_then": mark("Stage then"),
    "stage_now": mark("Stage now"),
    "amount_then": mark("Amount then"),
    "amount_now": mark("Amount now"),
    "change": mark("Change"),
    "close_then": mark("Close date then"),
    "close_now": mark("Close date now"),
    "next_step": mark("Next step"),
}
"""Column → heading, in the order shown."""
MONEY: Final = ("amount_then", "amount_now", "change")
DAYS: Final = ("close_then", "close_now")
NEW: Final = mark("new")


@faults.contained
def show(review: Review, selection: Selection, since: datetime, *, key: str) -> None:
    """Show the deals behind `selection` with where each stood at `since`."""
    words = review.words
    answer = deals_behind.ask(review.scope, selection, limit=SHOWN)
    heading(review, sentence(selection, answer.n, words), selection, key=key, closable=True)
    if not answer.rows:
        return
    if answer.n > len(answer.rows):
        told = {"shown": words.number(len(answer.rows)), "n": words.number(answer.n)}
        st.caption(literal(words("The table shows {shown} of {n}; the CSV has all.", **told)))
    _table(review, answer.rows, since, answer.currency, key)
    st.download_button(
        words("Download as CSV"),
        data=lambda: _csv(review, selection, since),
        file_name="changes.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{key}",
    )
    deals_detail.chosen(review, answer.rows)


def _table(review: Review, deals: tuple[Deal, ...], since: datetime, currency: str, key: str) -> None:
    rows = records(deals, _then(review, deals, since), review.words)
    shown = [name for name in LABELS if any(row[name] not in {None, ""} for row in rows)]
    st.dataframe(
        arrow_table.of_columns({name: [row[name] for row in rows] for name in shown}),
        hide_index=True,
        column_config=_config(review.words, currency),
        on_select=lambda: deals_detail.choose(f"table-{key}", deals),
        selection_mode="single-row",
        height="content" if len(rows) <= ROWS_SHOWN else TABLE_HEIGHT,
        placeholder="",
        key=f"table-{key}",
        alt=review.words("List of deals"),
    )


def _then(review: Review, deals: tuple[Deal, ...], since: datetime) -> Mapping[str, DealThen]:
    return deals_then.ask(review.scope, [deal.deal_id for deal in deals], since=since)


def records(deals: tuple[Deal, ...], then: Mapping[str, DealThen], words: Words) -> list[dict[str, Any]]:
    """One row a deal: as it was and as it is; a deal that was not there is new."""
    return [_record(deal, then.get(deal.deal_id), words) for deal in deals]


def _record(deal: Deal, then: DealThen | None, words: Words) -> dict[str, Any]:
    was = None if then is None else then.amount
    closed = deal.closed if deal.status != "open" else deal.expected_close
    return {
        "name": deal.name,
        "owner": deal.owner,
        "stage_then": words(NEW) if then is None else _stage(then.status, then.stage, words),
        "stage_now": _stage(deal.status, deal.stage, words),
        "amount_then": was,
        "amount_now": deal.amount,
        "change": None if was is None or deal.amount is None else deal.amount - was,
        "close_then": None if then is None else then.expected_close,
        "close_now": closed,
        "next_step": deal.next_step,
    }


def _stage(status: str, stage: str, words: Words) -> str:
    return stage if status == "open" else words(STATUSES.get(status, status))


def _config(words: Words, currency: str) -> dict[str, ColumnConfig]:
    column = st.column_config
    config: dict[str, ColumnConfig] = {name: column.TextColumn(words(label)) for name, label in LABELS.items()}
    config["name"] = column.TextColumn(words(LABELS["name"]), width=NAME_WIDTH)
    for name in MONEY:
        label = words(LABELS[name])
        config[name] = column.NumberColumn(f"{label} ({currency})" if currency else label, format="localized", step=1)
    for name in DAYS:
        config[name] = column.DateColumn(words(LABELS[name]), format="YYYY-MM-DD")
    return config


def _csv(review: Review, selection: Selection, since: datetime) -> bytes:
    deals = deals_behind.ask(review.scope, selection, limit=ALL).rows
    rows = records(deals, _then(review, deals, since), review.words)
    return csv_of([{review.words(LABELS[name]): row[name] for name in LABELS} for row in rows])
