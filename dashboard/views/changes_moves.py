"""Between two days: the deals that came and went, and the close dates that were moved later."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import streamlit as st

from dashboard.filters import DIMENSIONS
from dashboard.formatting import days, short_money
from dashboard.language import Words, mark
from dashboard.metrics import deals_behind, marks, pipeline_changes, pushes
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import Deal, Pushes
from dashboard.metrics.selection import Selection
from dashboard.views import arrow_table, changes_deals, faults, links, selection_link
from dashboard.views.asked import asked
from dashboard.views.breakdowns import breakdowns
from dashboard.views.deals_table import NAME_WIDTH, STATUSES
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, not_available
from dashboard.views.review import Review
from dashboard.views.selection_click import selected

TOP: Final = 8
"""Deals of each list shown at once, the largest first."""
TITLES: Final = {"new": mark("New"), "gone": mark("Gone")}
HEADINGS: Final = {
    "pushed_deals": mark("Deals pushed"),
    "pushes": mark("Moved later"),
    "pulls": mark("Moved earlier"),
    "by": mark("Typical move"),
}


@faults.contained
def new_and_gone(review: Review, since: datetime) -> None:
    """The largest deals that came into the open pipeline and left it, side by side."""
    for place, (group, title) in zip(st.columns(2, gap="large"), TITLES.items(), strict=True):
        selection = Selection(pipeline_changes.NAME, group, mode=since.date().isoformat())
        answer = asked(deals_behind.ask, review.scope, selection=selection, limit=TOP)
        with place, st.container(key=f"panel-{group}"):
            st.subheader(review.words(title), anchor=group)
            st.markdown(literal(_says(answer, group, review.words)))
            if answer.rows:
                _list(review, answer.rows, answer.currency, group)
                links.page_link("deals", review.words("Open as a list"), **selection_link.to_link(selection))


def _says(answer: Answer[Deal], group: str, words: Words) -> str:
    if group == "new":
        return words.plural(
            "{n} deal came into the open pipeline; the largest are shown.",
            "{n} deals came into the open pipeline; the largest are shown.",
            answer.n,
        )
    return words.plural(
        "{n} deal left the open pipeline; the largest are shown.",
        "{n} deals left the open pipeline; the largest are shown.",
        answer.n,
    )


def _list(review: Review, deals: tuple[Deal, ...], currency: str, group: str) -> None:
    words, column = review.words, st.column_config
    heads = {"name": words("Deal"), "owner": words("Owner"), "stage": words("Stage"), "amount": words("Amount")}
    st.dataframe(
        arrow_table.of_rows(
            [
                {
                    heads["name"]: deal.name,
                    heads["owner"]: deal.owner,
                    heads["stage"]: deal.stage
                    if deal.status == "open"
                    else words(STATUSES.get(deal.status, deal.status)),
                    heads["amount"]: short_money(deal.amount, currency, words),
                }
                for deal in deals
            ]
        ),
        hide_index=True,
        column_config={
            heads["name"]: column.TextColumn(width=NAME_WIDTH),
            heads["amount"]: column.TextColumn(alignment="right"),
        },
        height="content",
        key=f"top-{group}",
        alt=words(TITLES[group]),
    )


@faults.contained
def pushed(review: Review, since: datetime, *, title: str) -> None:
    """Who moved close dates between the two days; a row opens its deals."""
    words = review.words
    by = "owner" if "owner" in breakdowns(review) else "pipeline"
    answer = asked(pushes.ask, marks.after(review.scope, since), by=by)
    with st.container(key=f"panel-{review.under}pushes"):
        st.subheader(title, anchor=f"{review.under}pushes")
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
            return
        rows = [row for row in answer.rows if row.pushes or row.pulls]
        st.markdown(literal(pushes_say(rows, words)))
        picked = _pushes_table(review, rows, words(DIMENSIONS[by])) if rows else []
        st.caption(footer(answer, words))
        foot(review, answer, "pushes")

    def made(at: list[str]) -> Selection:
        return Selection(pushes.NAME, by=by, value=at[0], mode=since.date().isoformat())

    choice = selected([{"customdata": [value]} for value in picked], made, key=f"{review.under}pushed")
    if choice is not None and choice.metric == pushes.NAME:
        changes_deals.show(review, choice, since, key="pushes")


def pushes_say(rows: list[Pushes], words: Words) -> str:
    """How many deals were moved later, and by how many owners."""
    deals = sum(row.pushed_deals for row in rows)
    if not deals:
        return words("No open deal's close date was moved later in between.")
    return words.plural(
        "{n} deal was moved to a later close date in between. Choose a row to see the deals.",
        "{n} deals were moved to a later close date in between. Choose a row to see the deals.",
        deals,
    )


def _pushes_table(review: Review, rows: list[Pushes], label: str) -> list[str]:
    words = review.words
    event: Any = st.dataframe(
        arrow_table.of_rows(
            [
                {
                    label: row.value or words("(none)"),
                    words(HEADINGS["pushed_deals"]): row.pushed_deals,
                    words(HEADINGS["pushes"]): row.pushes,
                    words(HEADINGS["pulls"]): row.pulls,
                    words(HEADINGS["by"]): days(row.median_days, words),
                }
                for row in rows
            ]
        ),
        hide_index=True,
        column_config={words(HEADINGS["by"]): st.column_config.TextColumn(alignment="right")},
        on_select="rerun",
        selection_mode="single-row",
        height="content",
        key=f"pushed-{review.under}",
        alt=words("Close dates that moved"),
    )
    return [rows[at].value or "" for at in event["selection"]["rows"] if at < len(rows)]
