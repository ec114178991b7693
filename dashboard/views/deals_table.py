"""A list of deals: how many and which, a table, the same as CSV, and one deal's detail on choosing its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.language import Words, mark
from dashboard.metrics import deal_flags, deals_behind
from dashboard.metrics.answers import Answer
from dashboard.metrics.deal_wish import ANY, Wish
from dashboard.metrics.rows import Deal
from dashboard.metrics.selection import Selection
from dashboard.views import (
    arrow_table,
    deals_columns,
    deals_detail,
    deals_extra,
    deals_wish,
    faults,
)
from dashboard.views.asked import asked, beside
from dashboard.views.csv_text import csv_of
from dashboard.views.deals_columns import FLAGS, LABELS
from dashboard.views.deals_heading import heading
from dashboard.views.deals_sentence import sentence
from dashboard.views.literal import literal
from dashboard.views.panel import not_available
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope

SHOWN: Final = 800
"""Rows of the table, which are most of what its page sends; the CSV has all."""
ROWS_SHOWN: Final = 12
TABLE_HEIGHT: Final = 423
"""Pixels of a longer table, which scrolls; a shorter one takes what it needs."""
DATE_WIDTH: Final = 100
"""Pixels that a whole date takes."""
FLAGS_WIDTH: Final = 180
"""Pixels of the flags, which most deals of a list do not have."""
NAME_WIDTH: Final = 220
"""Pixels of the deal's name; names are rarely longer, and a phone shows the next column beside it."""
ALL: Final = 10_000_000
NO_FLAGS: Final[Mapping[str, str]] = MappingProxyType({})
STATUSES: Final = {
    "open": mark("open"),
    "won": mark("won"),
    "lost": mark("lost"),
    "void": mark("void"),
    "missing": mark("missing"),
}


@faults.contained
def deals_table(
    review: Review,
    selection: Selection | None,
    *,
    key: str,
    closable: bool = False,
    wish: Wish = ANY,
    with_flags: bool = False,
) -> None:
    """Show the deals behind `selection` (None: all that the filter leaves), of those the ones wished for.

    `with_flags`: the flags are a column even where the link does not ask for it.
    """
    answer = asked(deals_behind.ask, review.scope, selection=selection, limit=SHOWN, wish=wish)
    if answer.unavailable is not None:
        not_available(review, answer.unavailable)
        return
    _heading(review, selection, answer, key=key, closable=closable, wish=wish)
    if not answer.rows:
        return
    with_flags = with_flags or FLAGS in deals_columns.stated(review)
    _table(review, selection, answer, key=key, wish=wish, with_flags=with_flags)
    st.download_button(
        review.words("Download as CSV"),
        data=lambda: _csv(review, selection, wish, with_flags=with_flags),
        file_name="deals.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{key}",
    )
    deals_detail.chosen(review, answer.rows)


def _heading(
    review: Review, selection: Selection | None, answer: Answer[Deal], *, key: str, closable: bool, wish: Wish
) -> None:
    words = review.words
    says = " · ".join([sentence(selection, answer.n, words), *deals_wish.words_of(review, wish)])
    heading(review, says, selection, key=key, closable=closable)
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


def _table(
    review: Review, selection: Selection | None, answer: Answer[Deal], *, key: str, wish: Wish, with_flags: bool
) -> None:
    words = review.words
    given = {"selection": selection, "wish": wish, "with_flags": with_flags, "words": words}
    listed: Listed = beside(_listed, review.scope, **given)
    shown, more = deals_columns.choose(review, listed.telling, key)
    table = listed.table.select(shown)
    for name, texts in deals_extra.columns_of(review, answer.rows, more).items():
        table = table.append_column(name, [texts])
    st.dataframe(
        table,
        hide_index=True,
        column_config={**column_config(words, answer.currency), **deals_extra.column_config(more)},
        on_select=lambda: deals_detail.choose(f"table-{key}", answer.rows),
        selection_mode="single-row",
        height="content" if len(answer.rows) <= ROWS_SHOWN else TABLE_HEIGHT,
        placeholder="",
        key=f"table-{key}",
        alt=words("List of deals"),
    )


@dataclass(frozen=True)
class Listed:
    """A list of deals as it is shown: `telling` names the columns that say something, `table` has all of ours."""

    telling: list[str]
    table: pa.Table

    def __len__(self) -> int:
        """Its cells."""
        rows, columns = self.table.shape
        return int(rows * columns)


def _listed(scope: Scope, *, selection: Selection | None, wish: Wish, with_flags: bool, words: Words) -> Listed:
    deals = asked(deals_behind.ask, scope, selection=selection, limit=SHOWN, wish=wish).rows
    flags = flags_of(scope, deals, words) if with_flags else {}
    return Listed(shown_columns(deals, flags), arrow_table.of_columns(table_of(deals, words, flags)))


def flags_of(scope: Scope, deals: tuple[Deal, ...], words: Words) -> dict[str, str]:
    """The flags of those deals that carry any, by id, as one text."""
    found = asked(deal_flags.ask, scope, most=len(deals), deal_ids=tuple(deal.deal_id for deal in deals))
    return {row.deal_id: " · ".join(words(deals_wish.TITLES[flag]) for flag in row.flags) for row in found.rows}


def table_of(deals: tuple[Deal, ...], words: Words, flags: Mapping[str, str] = NO_FLAGS) -> dict[str, list[Any]]:
    """The deals as columns, statuses in the reader's words, ages and amounts as whole as shown; `flags` by id."""
    columns = {part.name: [getattr(deal, part.name) for deal in deals] for part in fields(Deal)}
    columns.update({name: arrow_table.whole(columns[name]) for name in ("amount", "age_in_stage_days")})
    columns["status"] = [words(STATUSES.get(deal.status, deal.status)) for deal in deals]
    columns[FLAGS] = [flags.get(deal.deal_id, "") for deal in deals]
    return columns


def shown_columns(deals: tuple[Deal, ...], flags: Mapping[str, str] = NO_FLAGS) -> list[str]:
    """Columns that say something about at least one of the deals, in order; the file's amount where it is another."""
    silent = set() if flags else {FLAGS}
    if all(deal.amount_native == deal.amount for deal in deals):
        silent.add("amount_native")
    return [
        name
        for name in LABELS
        if name not in silent and (name == FLAGS or any(getattr(deal, name) not in {None, ""} for deal in deals))
    ]


def column_config(words: Words, currency: str) -> dict[str, ColumnConfig]:
    """Headings and formats: amounts grouped and in their currency, days whole, dates as ISO."""
    column = st.column_config
    config: dict[str, ColumnConfig] = {name: column.TextColumn(words(label)) for name, label in LABELS.items()}
    config["name"] = column.TextColumn(words(LABELS["name"]), width=NAME_WIDTH)
    config[FLAGS] = column.TextColumn(words(LABELS[FLAGS]), width=FLAGS_WIDTH)
    amount = f"{words(LABELS['amount'])} ({currency})" if currency else words(LABELS["amount"])
    config["amount"] = column.NumberColumn(amount, format="localized", step=1)
    config["amount_native"] = column.NumberColumn(words(LABELS["amount_native"]), format="localized")
    config["age_in_stage_days"] = column.NumberColumn(words(LABELS["age_in_stage_days"]), format="%.0f")
    config["file_row"] = column.NumberColumn(words(LABELS["file_row"]), format="%d")
    for name in ("expected_close", "closed", "created", "last_activity"):
        config[name] = column.DateColumn(words(LABELS[name]), format="YYYY-MM-DD", width=DATE_WIDTH)
    return config


def _csv(review: Review, selection: Selection | None, wish: Wish, *, with_flags: bool) -> bytes:
    deals = deals_behind.ask(review.scope, selection, limit=ALL, wish=wish).rows
    more = deals_extra.columns_of(review, deals, deals_extra.chosen(review))
    told = records(deals, review.words, flags_of(review.scope, deals, review.words) if with_flags else None)
    return csv_of([{**row, **{name: column[at] for name, column in more.items()}} for at, row in enumerate(told)])


def records(deals: tuple[Deal, ...], words: Words, flags: Mapping[str, str] | None = None) -> list[dict[str, object]]:
    """The deals as rows of a file, headings in the reader's language; `flags` by id, None: without their column."""
    heads = {name: words(label) for name, label in LABELS.items() if name != FLAGS or flags is not None}
    return [
        {
            head: (flags or {}).get(deal.deal_id, "") if name == FLAGS else getattr(deal, name)
            for name, head in heads.items()
        }
        for deal in deals
    ]
