"""Deals that stand still: longer in their stage than three quarters of the won deals ever were."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.formatting import short_money
from dashboard.language import Words, mark
from dashboard.metrics import stuck_deals
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import StuckDeal
from dashboard.metrics.selection import Selection
from dashboard.views import arrow_table, faults, links, selection_link
from dashboard.views.asked import asked
from dashboard.views.deals_table import NAME_WIDTH, ROWS_SHOWN, TABLE_HEIGHT
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, not_available
from dashboard.views.review import Review

LABELS: Final = {
    "name": mark("Deal"),
    "owner": mark("Owner"),
    "value": mark("Amount"),
    "stage": mark("Stage"),
    "age_days": mark("Days in stage"),
    "benchmark_days": mark("Usual at most"),
    "account": mark("Account"),
    "expected_close": mark("Expected close"),
    "pushes": mark("Pushed"),
    "next_step": mark("Next step"),
    "pipeline": mark("Pipeline"),
}
"""Column → heading, in the order shown."""


@faults.contained
def stuck_panel(review: Review, *, key: str, title: str, most: int = 200) -> None:
    """Show the stuck deals, those that lose the most value-days first; at most `most` rows."""
    words = review.words
    answer = asked(stuck_deals.ask, review.scope)
    with st.container(key=f"panel-{review.under}{key}"):
        st.subheader(title, anchor=review.under + key)
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
        elif not answer.rows:
            st.markdown(words("No open deal stands still: all are younger than most won deals were in their stage."))
        else:
            st.markdown(literal(says(answer, words)))
            _table(review, answer, review.under + key, most)
            links.page_link("deals", words("Open as a list"), **selection_link.to_link(Selection("stuck_deals")))
        st.caption(footer(answer, words))
        foot(review, answer, key)


def says(answer: Answer[StuckDeal], words: Words) -> str:
    """How many stand still, what they are worth, and whose most of them are."""
    value = sum(deal.value or 0.0 for deal in answer.rows)
    owners: dict[str, int] = {}
    for deal in answer.rows:
        owners[deal.owner] = owners.get(deal.owner, 0) + 1
    owner = max(owners, key=lambda name: owners[name])
    said = words.plural(
        "{n} deal worth {value} has been in its stage longer than three quarters of the won deals were.",
        "{n} deals worth {value} have been in their stage longer than three quarters of the won deals were.",
        len(answer.rows),
        value=short_money(value, answer.currency, words),
    )
    if not owner or owners[owner] < 2:
        return said
    return f"{said} " + words("{n} of them wait with {owner}.", n=words.number(owners[owner]), owner=owner)


def _table(review: Review, answer: Answer[StuckDeal], key: str, most: int) -> None:
    words = review.words
    deals = list(answer.rows[:most])
    st.dataframe(
        arrow_table.of_columns(table_of(deals)),
        hide_index=True,
        column_config=_config(words, answer.currency),
        height="content" if len(deals) <= ROWS_SHOWN else TABLE_HEIGHT,
        key=f"stuck-table-{key}",
        alt=words("Deals that stand still"),
    )


def table_of(deals: list[StuckDeal]) -> dict[str, list[Any]]:
    """The deals as columns, those that say something, ages and amounts as whole as shown."""
    columns = {name: [getattr(deal, name) for deal in deals] for name in LABELS}
    columns.update({name: arrow_table.whole(columns[name]) for name in ("value", "age_days", "benchmark_days")})
    return {name: column for name, column in columns.items() if any(value not in {None, "", 0} for value in column)}


def _config(words: Words, currency: str) -> dict[str, ColumnConfig]:
    column = st.column_config
    config: dict[str, ColumnConfig] = {name: column.TextColumn(words(label)) for name, label in LABELS.items()}
    config["name"] = column.TextColumn(words(LABELS["name"]), width=NAME_WIDTH)
    amount = f"{words(LABELS['value'])} ({currency})" if currency else words(LABELS["value"])
    config["value"] = column.NumberColumn(amount, format="localized", step=1)
    config["age_days"] = column.NumberColumn(words(LABELS["age_days"]), format="%.0f")
    config["benchmark_days"] = column.NumberColumn(
        words(LABELS["benchmark_days"]),
        format="%.0f",
        help=words("Three quarters of the won deals had left the stage by then."),
    )
    config["pushes"] = column.NumberColumn(words(LABELS["pushes"]), format="%d")
    config["expected_close"] = column.DateColumn(words(LABELS["expected_close"]), format="YYYY-MM-DD")
    return config
