"""Win/loss: what is won, what is lost and why, by any dimension and over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.charts.customers import customers_chart
from dashboard.charts.cycle import cycle_chart
from dashboard.charts.figure import Chart
from dashboard.charts.rate_mix import mix_chart
from dashboard.charts.rates import rate_chart
from dashboard.charts.win_months import month_chart
from dashboard.charts.won_lost import lost_chart, value_chart
from dashboard.metrics import customers, sales_cycle, win_loss, win_rate_change
from dashboard.metrics.answers import Answer
from dashboard.metrics.people_rows import CustomerKind
from dashboard.metrics.rows import WinLoss
from dashboard.metrics.selection import Selection
from dashboard.views import win_loss_stages
from dashboard.views.asked import asked
from dashboard.views.breakdowns import NARROW, breakdowns, dimension_label, first_breakdown
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import panel
from dashboard.views.review import Draw, Review
from dashboard.warehouse.scope import Scope

CAUSES: Final = ("lost_reason", "competitor", "stage_lost_from")


def page(review: Review) -> None:
    """Show rates by a dimension, the causes of losses, the months and the cycle."""
    by = _breakdown(review)
    _by_dimension(review, by)
    _mix(review, by)
    win_loss_stages.show(review)
    left, right = st.columns(2, gap="large")
    with left:
        lost = _causes(review)
    with right:
        month = _months(review)
    if lost is not None or month is not None:
        deals_table(review, lost or month, key="causes", closable=True)
    _customers(review)
    _cycle(review, by)


def _breakdown(review: Review) -> str:
    words = review.words
    offered = breakdowns(review) or {"owner": dimension_label("owner", words)}
    with st.container(width=NARROW):
        return choose(review, "by", words("Compare by"), offered, default=first_breakdown(offered))


def _by_dimension(review: Review, by: str) -> None:
    answer = asked(win_loss.ask, review.scope, by=by)
    left, right = st.columns(2, gap="large")
    with left:
        _rates(review, answer, by)
    with right:
        choice = _values(review, answer, by)
    if choice is not None and choice.metric == win_loss.NAME and choice.by == by:
        deals_table(review, choice, key="win-loss", closable=True)


def _rates(review: Review, answer: Answer[WinLoss], by: str) -> None:
    words = review.words

    def made(at: list[str]) -> Selection:
        return Selection("win_loss", "", by=by, value=at[1])

    panel(
        review,
        answer,
        lambda: rate_chart(answer, words=words, theme=review.theme),
        key="rates",
        title=words("Win rate: {dimension}", dimension=dimension_label(by, words)),
        made=made,
    )


def _values(review: Review, answer: Answer[WinLoss], by: str) -> Selection | None:
    words = review.words

    def made(at: list[str]) -> Selection:
        return Selection("win_loss", at[2], by=by, value=at[1])

    return panel(
        review,
        answer,
        lambda: value_chart(answer, words=words, theme=review.theme),
        key="values",
        title=words("Won and lost value"),
        made=made,
    )


def _mix(review: Review, by: str) -> None:
    """Whether the win rate moved because values win more often, or because other values close."""
    words = review.words
    answer = asked(win_rate_change.ask, review.scope, by=by)

    def made(at: list[str]) -> Selection:
        return Selection(win_rate_change.NAME, "", by=by, value=at[1])

    choice = panel(
        review,
        answer,
        lambda: mix_chart(answer, words=words, theme=review.theme),
        key="mix",
        title=words("Why the win rate moved: {dimension}", dimension=dimension_label(by, words)),
        legend=words(
            "Upper bar: the value wins more or less often than before. Lower bar: it is a larger or smaller part of "
            "the closed deals. Both in points of the total; all bars add up to its change."
        ),
        made=made,
    )
    if choice is not None and choice.metric == win_rate_change.NAME and choice.by == by:
        deals_table(review, choice, key="mix", closable=True)


def _causes(review: Review) -> Selection | None:
    words = review.words
    offered = {name: dimension_label(name, words) for name in CAUSES}
    head = st.container()
    cause = choose(review, "cause", words("Losses by"), offered)
    answer = asked(win_loss.ask, review.scope, by=cause)

    def made(at: list[str]) -> Selection:
        return Selection("win_loss", "lost", by=cause, value=at[1])

    def shown(scope: Scope) -> tuple[Answer[WinLoss], Callable[[], Chart | None]]:
        part = asked(win_loss.ask, scope, by=cause)
        return part, lambda: lost_chart(part, words=words, theme=review.theme)

    choice = panel(
        review,
        answer,
        shown(review.scope)[1],
        key="causes",
        title=words("Why deals are lost")
        if cause == "lost_reason"
        else words("Losses: {dimension}", dimension=offered[cause]),
        head=head,
        made=made,
        shown=shown,
    )
    return choice if choice is not None and choice.metric == win_loss.NAME and choice.by == cause else None


def _months(review: Review) -> Selection | None:
    words = review.words
    answer = asked(win_loss.ask, review.scope, by="month")

    def made(at: list[str]) -> Selection:
        return Selection(win_loss.NAME, "", by="month", value=at[1])

    def shown(scope: Scope) -> tuple[Answer[WinLoss], Callable[[], Chart | None]]:
        part = asked(win_loss.ask, scope, by="month")
        return part, lambda: month_chart(part, words=words, theme=review.theme)

    choice = panel(
        review,
        answer,
        shown(review.scope)[1],
        key="months",
        title=words("Win rate by month"),
        made=made,
        shown=shown,
    )
    return choice if choice is not None and choice.metric == win_loss.NAME and choice.by == "month" else None


def _customers(review: Review) -> None:
    """Won and lost by kind of customer, derived from earlier purchases where no file says it."""
    words = review.words
    answer = asked(customers.ask, review.scope)

    def made(at: list[str]) -> Selection:
        return Selection(customers.NAME, at[1], value=at[0])

    def shown(scope: Scope) -> tuple[Answer[CustomerKind], Callable[[], Chart | None]]:
        part = asked(customers.ask, scope)
        return part, lambda: customers_chart(part, words=words, theme=review.theme)

    choice = panel(
        review,
        answer,
        shown(review.scope)[1],
        key="customers",
        title=words("New and known customers"),
        legend=words("The files know no purchase before they begin: in their first year a customer may seem new."),
        made=made,
        shown=shown,
    )
    if choice is not None and choice.metric == customers.NAME:
        deals_table(review, choice, key="customers", closable=True)


def _cycle(review: Review, by: str) -> None:
    words = review.words
    answer = asked(sales_cycle.ask, review.scope, by=by)

    def made(at: list[str]) -> Selection:
        return Selection(sales_cycle.NAME, "", by=by, value=at[1])

    choice = panel(
        review,
        answer,
        lambda: cycle_chart(answer, words=words, theme=review.theme),
        key="cycle",
        title=words("Sales cycle: {dimension}", dimension=dimension_label(by, words)),
        made=made,
    )
    if choice is not None and choice.metric == sales_cycle.NAME and choice.by == by:
        deals_table(review, choice, key="cycle", closable=True)


def _one_alone(draw: Callable[[Review, Answer[WinLoss], str], object]) -> Draw:
    def drawn(review: Review) -> None:
        by = _breakdown(review)
        draw(review, asked(win_loss.ask, review.scope, by=by), by)

    return drawn


PANELS: Final[dict[str, Draw]] = {
    "rates": _one_alone(_rates),
    "values": _one_alone(_values),
    "mix": lambda review: _mix(review, _breakdown(review)),
    "causes": _causes,
    "months": _months,
    "from-stage": win_loss_stages.show,
    "customers": _customers,
    "cycle": lambda review: _cycle(review, _breakdown(review)),
}
"""The panels that can stand alone, by key."""
