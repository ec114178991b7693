"""Conversion within so many days of entering a stage, which young cohorts cannot spoil; and how young they are."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.charts.conversion import conversion_chart, stages_of
from dashboard.charts.figure import Chart
from dashboard.formatting import days
from dashboard.metrics import stage_conversion, win_curve
from dashboard.metrics.answers import Answer
from dashboard.metrics.path_rows import StageConversion
from dashboard.metrics.selection import Selection
from dashboard.views.asked import asked, beside
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope


def show(review: Review, pipeline: str) -> None:
    """One pipeline's stages within the days of the link; nothing where no file tells a history."""
    if not sum(review.scope.evidence[:3]):
        return
    choice = _panel(review, pipeline)
    if choice is not None and choice.metric == stage_conversion.NAME:
        deals_table(review, choice, key="within", closable=True)


def _panel(review: Review, pipeline: str) -> Selection | None:
    words, theme, head = review.words, review.theme, st.container()
    mode = _days(review)

    def made(at: list[str]) -> Selection:
        return Selection(stage_conversion.NAME, at[2], at[0], at[1], value=mode)

    def shown(scope: Scope) -> tuple[Answer[StageConversion], Callable[[], Chart | None]]:
        part = asked(stage_conversion.ask, scope, mode=mode)

        def drawn() -> Chart:
            deals = beside(stage_conversion.deals_of, scope, mode=mode)
            return conversion_chart(part, deals=deals, pipeline=pipeline, words=words, theme=theme)

        return part, drawn

    answer, chart = shown(review.scope)
    return panel(
        review,
        answer,
        chart,
        key="within",
        title=words.plural("What a stage leads to within {n} day", "What a stage leads to within {n} days", int(mode)),
        head=head,
        legend=words(
            "From the left: moved on, moved back, lost, void, and pale those still there. Beside it the share that "
            "moved on with its 95 % interval, below that the chance to win from the stage in the end, by all moves "
            "of the last 12 months."
        ),
        n=sum(row.stays for row in stages_of(answer, pipeline)),
        made=made,
        shown=shown,
    )


def _days(review: Review) -> str:
    words = review.words
    offered = {mode: words.plural("{n} day", "{n} days", int(mode)) for mode in sorted(stage_conversion.MODES, key=int)}
    with st.container(key=f"within-choices-{review.under}"):
        return choose(review, "within", words("Within"), offered, default=stage_conversion.MODES[0])


def youth(review: Review) -> str:
    """How young the deals of the period are, where their outcome is mostly still to come; '' otherwise."""
    words = review.words
    answer = asked(win_curve.ask, review.scope, mode="all")
    if not answer.rows:
        return ""
    (cohort,) = answer.rows
    if cohort.mature or cohort.usual_days is None or not cohort.open:
        return ""
    return words(
        "Immature: {n} of these {deals} deals are open, and four of five wins take up to {days}. "
        "The rates will change.",
        n=words.number(cohort.open),
        deals=words.number(cohort.deals),
        days=days(cohort.usual_days, words),
    )
