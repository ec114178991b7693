"""A list of deals: how many and which, a sortable table, the same as CSV, and one deal's detail on choosing its row."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.filters import BLANK, DIMENSIONS, is_custom, to_link
from dashboard.language import Words, mark
from dashboard.metrics import deals_behind
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import Deal
from dashboard.metrics.selection import Selection
from dashboard.views import deals_detail, deals_extra, links, selection_click, selection_link, session
from dashboard.views.csv_text import csv_of
from dashboard.views.deals_sentence import sentence
from dashboard.views.literal import literal
from dashboard.views.panel import not_available
from dashboard.views.review import Review

SHOWN: Final = 1000
"""Rows of the table; the CSV has all."""
ROWS_SHOWN: Final = 12
TABLE_HEIGHT: Final = 423
"""Pixels of a longer table, which scrolls; a shorter one takes what it needs."""
NAME_WIDTH: Final = 220
"""Pixels of the deal's name; names are rarely longer, and a phone shows the next column beside it."""
ALL: Final = 10_000_000
LABELS: Final = {
    "name": mark("Deal"),
    "account": mark("Account"),
    "owner": mark("Owner"),
    "stage": mark("Stage"),
    "status": mark("Status"),
    "amount": mark("Amount"),
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
    "file_row": mark("Row"),
}
"""Column → heading, in the order shown."""
STATUSES: Final = {
    "open": mark("open"),
    "won": mark("won"),
    "lost": mark("lost"),
    "void": mark("void"),
    "missing": mark("missing"),
}


def deals_table(review: Review, selection: Selection | None, *, key: str, closable: bool = False) -> None:
    """Show the deals behind `selection` (None: all that the filter leaves)."""
    answer = deals_behind.ask(review.scope, selection, limit=SHOWN)
    if answer.unavailable is not None:
        not_available(review, answer.unavailable)
        return
    _heading(review, selection, answer, key=key, closable=closable)
    if not answer.rows:
        return
    chosen = _table(review, answer, key)
    st.download_button(
        review.words("Download as CSV"),
        data=lambda: _csv(review, selection),
        file_name="deals.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{key}",
    )
    if chosen is not None:
        deals_detail.show(review, chosen)


def _heading(review: Review, selection: Selection | None, answer: Answer[Deal], *, key: str, closable: bool) -> None:
    words = review.words
    with st.container(horizontal=True, vertical_alignment="center", key=f"behind-{key}"):
        st.markdown(f"**{literal(sentence(selection, answer.n, words))}**", width="content")
        if selection is not None and selection.by is not None and selection.value is not None:
            _narrow(review, selection.by, selection.value, key)
        if closable and selection is not None:
            links.page_link("deals", words("Open as a list"), **selection_link.to_link(selection))
            st.button(words("Close"), key=f"close-{key}", type="tertiary", on_click=selection_click.write, args=(None,))
    if answer.n > len(answer.rows):
        st.caption(
            literal(
                words(
                    "The table shows {shown} of {n}; the CSV has all.",
                    shown=words.number(len(answer.rows)),
                    n=words.number(answer.n),
                )
            )
        )


def _narrow(review: Review, dimension: str, value: str, key: str) -> None:
    """From a list to a filter: the segment of the clicked mark becomes a condition of every page."""
    if dimension not in DIMENSIONS and not is_custom(dimension):
        return
    narrower = review.filter.choosing(dimension, (value or BLANK,))
    if narrower == review.filter:
        return
    st.button(
        literal(review.words("Filter to {value}", value=value or review.words("(none)"))),
        key=f"narrow-{key}",
        type="tertiary",
        on_click=session.write_filter,
        args=(to_link(narrower),),
    )


def _table(review: Review, answer: Answer[Deal], key: str) -> Deal | None:
    words = review.words
    more = deals_extra.choose(review, key)
    event = st.dataframe(
        {**table_of(answer.rows, words), **deals_extra.columns_of(review, answer.rows, more)},
        hide_index=True,
        column_order=[*shown_columns(answer.rows), *more],
        column_config={**column_config(words, answer.currency), **deals_extra.column_config(more)},
        on_select="rerun",
        selection_mode="single-row",
        height="content" if len(answer.rows) <= ROWS_SHOWN else TABLE_HEIGHT,
        placeholder="",
        key=f"table-{key}",
        alt=words("List of deals"),
    )
    rows = event["selection"]["rows"]
    return answer.rows[rows[0]] if rows and rows[0] < len(answer.rows) else None


def table_of(deals: tuple[Deal, ...], words: Words) -> dict[str, list[Any]]:
    """The deals as columns, statuses in the reader's words."""
    columns = {part.name: [getattr(deal, part.name) for deal in deals] for part in fields(Deal)}
    columns["status"] = [words(STATUSES.get(deal.status, deal.status)) for deal in deals]
    return columns


def shown_columns(deals: tuple[Deal, ...]) -> list[str]:
    """Columns that say something about at least one of the deals, in order."""
    return [name for name in LABELS if any(getattr(deal, name) not in {None, ""} for deal in deals)]


def column_config(words: Words, currency: str) -> dict[str, ColumnConfig]:
    """Headings and formats: amounts grouped and in their currency, days whole, dates as ISO."""
    column = st.column_config
    config: dict[str, ColumnConfig] = {name: column.TextColumn(words(label)) for name, label in LABELS.items()}
    config["name"] = column.TextColumn(words(LABELS["name"]), width=NAME_WIDTH)
    amount = f"{words(LABELS['amount'])} ({currency})" if currency else words(LABELS["amount"])
    config["amount"] = column.NumberColumn(amount, format="localized", step=1)
    config["amount_native"] = column.NumberColumn(words(LABELS["amount_native"]), format="localized")
    config["age_in_stage_days"] = column.NumberColumn(words(LABELS["age_in_stage_days"]), format="%.0f")
    config["file_row"] = column.NumberColumn(words(LABELS["file_row"]), format="%d")
    for name in ("expected_close", "closed", "created", "last_activity"):
        config[name] = column.DateColumn(words(LABELS[name]), format="YYYY-MM-DD")
    return config


def _csv(review: Review, selection: Selection | None) -> bytes:
    deals = deals_behind.ask(review.scope, selection, limit=ALL).rows
    more = deals_extra.columns_of(review, deals, deals_extra.chosen(review))
    told = records(deals, review.words)
    return csv_of([{**row, **{name: column[at] for name, column in more.items()}} for at, row in enumerate(told)])


def records(deals: tuple[Deal, ...], words: Words) -> list[dict[str, object]]:
    """The deals as rows of a file, headings in the reader's language."""
    heads = {name: words(label) for name, label in LABELS.items()}
    return [{head: getattr(deal, name) for name, head in heads.items()} for deal in deals]
