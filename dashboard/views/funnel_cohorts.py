"""Cohort against cohort on the funnel page: two quarters of entry, chosen in the link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard.charts.cohorts import Quarter, cohorts_chart
from dashboard.charts.figure import Chart
from dashboard.charts.win_curves import cohort_name
from dashboard.metrics import cohorts, win_curve
from dashboard.metrics.answers import Answer
from dashboard.metrics.selection import Selection
from dashboard.metrics.trend_rows import CohortStage
from dashboard.metrics.win_curve import WinCurve
from dashboard.periods import ALWAYS, add_months, quarter_of
from dashboard.views.asked import asked
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import not_available, panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope, scope_of

MOST: Final = 12
"""Quarters offered, the newest: three years."""


def show(review: Review, pipeline: str) -> None:
    """Two quarters side by side; nothing where no file tells a history."""
    words = review.words
    if not sum(review.scope.evidence[:3]):
        return
    curves, head = _curves(review), st.container()
    offered = _quarters(review, curves)
    if curves.unavailable is not None:
        head.subheader(words("Cohort against cohort"), anchor=f"{review.under}cohorts")
        not_available(review, curves.unavailable)
        return
    if len(offered) < 2:
        head.subheader(words("Cohort against cohort"), anchor=f"{review.under}cohorts")
        st.markdown(words("Deals came in during one quarter only; two are needed to compare them."))
        return
    now, then = _chosen(review, offered)

    def made(at: list[str]) -> Selection:
        return Selection(cohorts.NAME, "", at[0], at[1], value=at[2])

    def shown(scope: Scope) -> tuple[Answer[CohortStage], Callable[[], Chart]]:
        part = asked(cohorts.ask, scope, cohort=now.first, against=then.first)
        return part, lambda: cohorts_chart(part, pipeline=pipeline, now=now, then=then, words=words, theme=review.theme)

    answer, chart = shown(review.scope)
    choice = panel(
        review,
        answer,
        chart,
        key="cohorts",
        title=words("Cohort against cohort"),
        head=head,
        legend=_young(review, offered, (now, then)),
        n=sum(row.decided + row.decided_before for row in answer.rows if row.pipeline == pipeline),
        made=made,
        shown=shown,
    )
    if choice is not None and choice.metric == cohorts.NAME:
        deals_table(review, choice, key="cohorts", closable=True)


def _curves(review: Review) -> Answer[WinCurve]:
    """What became of the deals of each quarter, whatever the period of the filter."""
    return asked(win_curve.ask, scope_of(review.warehouse, replace(review.filter, period=ALWAYS)), mode="quarter")


def _quarters(review: Review, curves: Answer[WinCurve]) -> dict[Quarter, WinCurve]:
    """The newest quarters in which deals came in, with what became of them."""
    rows, today = {row.cohort: row for row in curves.rows}, review.scope.as_of.date()
    month = review.scope.fiscal_month
    this_quarter = quarter_of(today, month).first or today
    found = {}
    for back in range(MOST):
        first = add_months(this_quarter, -3 * back)
        name = win_curve.name_of(first.year * 12 + first.month - 1, "quarter", month)
        if name in rows:
            found[Quarter(first, cohort_name(name, review.words))] = rows[name]
    return found


def _chosen(review: Review, offered: dict[Quarter, WinCurve]) -> tuple[Quarter, Quarter]:
    words = review.words
    quarters = {quarter.first.isoformat(): quarter for quarter in offered}
    names = {day: quarter.name for day, quarter in quarters.items()}
    full = cohorts.last_full_quarter(review.scope).isoformat()
    with st.container(horizontal=True, key=f"cohort-choices-{review.under}"):
        default = full if full in names and full != list(names)[-1] else next(iter(names))
        now = choose(review, "cohort", words("Deals that came in during"), names, default=default)
        earlier = {day: name for day, name in names.items() if day != now}
        before = max((day for day in earlier if day < now), default=next(iter(earlier)))
        then = choose(review, "against", words("Held against"), earlier, default=before)
    return quarters[now], quarters[then]


def _young(review: Review, offered: dict[Quarter, WinCurve], shown: tuple[Quarter, Quarter]) -> str:
    """How much is still open in a quarter whose wins have mostly yet to come."""
    words = review.words
    return " ".join(
        words(
            "{cohort} is young: {n} of its {deals} deals are open, so its rates will move.",
            cohort=quarter.name,
            n=words.number(offered[quarter].open),
            deals=words.number(offered[quarter].deals),
        )
        for quarter in shown
        if offered[quarter].open and not offered[quarter].mature
    )
