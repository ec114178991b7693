"""Leads: what became of them, how soon they were answered, and what finding customers costs."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.charts.leads import cost_chart, lead_chart
from dashboard.filters import DIMENSIONS
from dashboard.formatting import DASH, share, short_money
from dashboard.language import Words, mark
from dashboard.metrics import channel_cost, lead_conversion
from dashboard.metrics.answers import Answer
from dashboard.metrics.lead_rows import ChannelCost, LeadConversion
from dashboard.metrics.selection import Selection
from dashboard.views import figures_table
from dashboard.views.asked import asked
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.leads_table import CAMPAIGN, leads_table
from dashboard.views.literal import literal
from dashboard.views.panel import panel
from dashboard.views.review import Draw, Review

LEAD_HEADS: Final = {
    "answered": mark("Answered"),
    "in_a_day": mark("Within a day"),
    "hours": mark("Median hours to the answer"),
    "days": mark("Median days to the deal"),
    "linked": mark("Deals known"),
    "won": mark("Won"),
}
COST_HEADS: Final = {
    "leads": mark("Leads"),
    "per_lead": mark("A lead"),
    "deals": mark("Deals"),
    "per_deal": mark("A deal"),
    "customers": mark("New customers"),
    "cost": mark("A new customer"),
    "first": mark("First deal"),
    "payback": mark("Paid back after"),
    "lifetime": mark("Lifetime value"),
}


def page(review: Review) -> None:
    """Show the leads and the channels."""
    _leads(review)
    _costs(review)


def _leads(review: Review) -> None:
    words = review.words
    labels = {name: words(DIMENSIONS.get(name, CAMPAIGN)) for name in lead_conversion.DIMENSIONS_OF_LEADS}
    head = st.container()
    by = choose(review, "by", words("Compare by"), labels)
    answer = asked(lead_conversion.ask, review.scope, by=by)

    def made(at: list[str]) -> Selection:
        return Selection(lead_conversion.NAME, at[1], by=by, value=at[0])

    choice = panel(
        review,
        answer,
        lambda: lead_chart(answer, words=words, theme=review.theme),
        key="leads",
        title=words("What becomes of leads: {dimension}", dimension=labels[by]),
        head=head,
        legend=words(
            "Green: became deals, grey: still open, orange: disqualified. Beside: the share that became deals."
        ),
        made=made,
    )
    if choice is not None and choice.metric == lead_conversion.NAME:
        leads_table(review, choice, key="leads")
    if answer.unavailable is None and answer.rows:
        rows = [_lead(row, labels[by], words) for row in answer.rows]
        figures_table.show(rows, key=f"leads-table-{review.under}", alt=labels[by])


def _lead(row: LeadConversion, label: str, words: Words) -> dict[str, str]:
    told = {
        "answered": words.number(row.answered),
        "in_a_day": share(row.answered_in_a_day, words, n=row.leads),
        "hours": DASH if row.response_hours is None else words.number(row.response_hours, 1),
        "days": DASH if row.converted_days is None else words.number(row.converted_days, 1),
        "linked": words.number(row.linked),
        "won": words.number(row.won),
    }
    return {label: row.value or words("(none)"), **{words(LEAD_HEADS[name]): value for name, value in told.items()}}


def _costs(review: Review) -> None:
    words = review.words
    answer: Answer[ChannelCost] = asked(channel_cost.ask, review.scope)
    first, last = answer.period.first, answer.period.last
    title = words("What finding customers costs")
    if answer.unavailable is None and first is not None and last is not None:
        title = words("What finding customers cost, {first} to {last}", first=words.day(first), last=words.day(last))

    def made(at: list[str]) -> Selection | None:
        return Selection(channel_cost.NAME, by="source", value=at[0]) if at else None

    choice = panel(
        review,
        answer,
        lambda: cost_chart(answer, words=words, theme=review.theme),
        key="channels",
        title=title,
        legend=words(
            "Bar: money spent on the source; beside it what a new customer cost. Pale: fewer than five new customers, "
            "too few to compare. A bar opens the first deals of the new customers; where nobody was won there are none."
        ),
        made=made,
    )
    if choice is not None and choice.metric == channel_cost.NAME:
        deals_table(review, choice, key="channels", closable=True)
    if answer.unavailable is None and answer.rows:
        label = words(DIMENSIONS["source"])
        costs = [_cost(row, answer.currency, label, words) for row in answer.rows]
        figures_table.show(costs, key=f"channels-table-{review.under}", alt=label)
        st.caption(
            literal(
                words(
                    "Leads, deals and customers are those of the same days. Paid back: months until the first deal, "
                    "taken as one year's, has paid the cost. Lifetime value only where customers came back."
                )
            )
        )


def _cost(row: ChannelCost, currency: str, label: str, words: Words) -> dict[str, str]:
    def money(value: float | None) -> str:
        return DASH if value is None else short_money(value, currency, words)

    months = row.payback_months
    told = {
        "leads": words.number(row.leads),
        "per_lead": money(row.cost_per_lead),
        "deals": words.number(row.deals),
        "per_deal": money(row.cost_per_deal),
        "customers": words.number(row.customers),
        "cost": money(row.acquisition_cost),
        "first": money(row.first_deal_value),
        "payback": DASH if months is None else words("{n} months", n=words.number(months, 1)),
        "lifetime": money(row.lifetime_value),
    }
    return {label: row.source or words("(none)"), **{words(COST_HEADS[name]): value for name, value in told.items()}}


PANELS: Final[dict[str, Draw]] = {"leads": _leads, "channels": _costs}
"""The panels that can stand alone, by key."""
