"""Targets: will the period make its target, for whom is too little open, and what the open deals are worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

import streamlit as st

from dashboard.charts.accuracy import accuracy_chart
from dashboard.charts.categories import categories_chart
from dashboard.charts.coverage import coverage_chart, pace_chart
from dashboard.charts.figure import Chart
from dashboard.charts.needed import needed_chart
from dashboard.charts.weighted import calibration_chart, weighted_chart
from dashboard.language import mark
from dashboard.metrics import (
    coverage,
    deals_behind,
    forecast_accuracy,
    forecast_categories,
    needed_deals,
    weighted_pipeline,
)
from dashboard.metrics.answers import Answer
from dashboard.metrics.selection import Selection
from dashboard.metrics.targets import HAVE_TARGETS
from dashboard.views import faults
from dashboard.views.asked import asked, asked_slowly
from dashboard.views.breakdowns import NARROW, dimension_label
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.literal import literal
from dashboard.views.panel import panel
from dashboard.views.review import Draw, Review
from dashboard.warehouse import known
from dashboard.warehouse.scope import Scope

LEFT_OUT: Final = {"overdue": mark("Past their date ({n})"), "undated": mark("Without a date ({n})")}
"""Open deals that coverage leaves out: part → label."""
WEIGHTED: Final = cast("Callable[..., Answer[Any]]", weighted_pipeline.ask)
"""Its rows depend on the mode."""


def page(review: Review) -> None:
    """Show coverage and pace, coverage by team or owner, what is left out, the weighted pipeline, deals needed."""
    whole = asked(coverage.ask, review.scope, by=None)
    choice = _whole(review, whole)
    if whole.unavailable is None:
        choice = _by(review) or choice
    if choice is not None and choice.metric == coverage.NAME:
        deals_table(review, choice, key="coverage", closable=True)
    worth = _worth(review)
    _accuracy(review)
    _categories(review)
    if choice is None and worth is None:
        _left_out(review)


def _made(at: list[str]) -> Selection:
    by, value, part = at
    return Selection(coverage.NAME, part, by=by or None, value=value if by else None)


def _whole(review: Review, whole: Answer[coverage.Coverage]) -> Selection | None:
    if whole.unavailable is not None:
        _coverage(review, whole)
        return None
    left, right = st.columns(2, gap="large")
    with left:
        choice = _coverage(review, whole)
    with right:
        return _pace(review, whole) or choice


def _coverage(review: Review, whole: Answer[coverage.Coverage]) -> Selection | None:
    words = review.words
    first, last = whole.period.first, whole.period.last
    title = words("Target and coverage")
    if whole.unavailable is None and first is not None and last is not None:
        title = words("Target and coverage, {first} to {last}", first=words.day(first), last=words.day(last))
    return panel(
        review,
        whole,
        lambda: coverage_chart(whole, words=words, theme=review.theme),
        key="coverage",
        title=title,
        legend=_legend(review),
        made=_made,
    )


def _pace(review: Review, whole: Answer[coverage.Coverage]) -> Selection | None:
    return panel(
        review,
        whole,
        lambda: pace_chart(whole.rows[0], words=review.words, theme=review.theme),
        key="pace",
        title=review.words("Pace"),
        made=_made,
    )


def _legend(review: Review) -> str:
    return review.words(
        "First what is won, then what is open and due in the rest of the period; the line is the target. "
        "The figure: open and due ÷ what remains, and how much of it earlier periods took on the same day."
    )


def _by(review: Review) -> Selection | None:
    words = review.words
    values = known.dimension_values(review.warehouse)
    offered = {name: dimension_label(name, words) for name in reversed(HAVE_TARGETS) if len(values.get(name, ())) > 1}
    if not offered:
        return None
    with st.container(width=NARROW):
        by = choose(review, "by", words("Compare by"), offered)
    answer = asked(coverage.ask, review.scope, by=by)
    return panel(
        review,
        answer,
        lambda: coverage_chart(answer, words=words, theme=review.theme),
        key="coverage-by",
        title=words("Coverage: {dimension}", dimension=dimension_label(by, words)),
        legend=_legend(review),
        made=_made,
    )


def _accuracy(review: Review) -> None:
    """How near the weighing of the due deals came in past quarters; nothing where the files do not tell due dates."""
    words = review.words
    answer = asked_slowly(forecast_accuracy.ask, review.scope)
    if answer.is_beyond_the_files or (answer.unavailable is None and not answer.rows):
        return

    def made(at: list[str]) -> Selection:
        return Selection(forecast_accuracy.NAME, value=at[0])

    choice = panel(
        review,
        answer,
        lambda: accuracy_chart(answer, words=words, theme=review.theme),
        key="accuracy",
        title=words("Accuracy of the weighing"),
        legend=words(
            "Quarters by their first day. The line: what the deals due were worth at its start, weighed by history; "
            "the bar: what of them was won in it. The figures: accuracy, and how much too much (+) or too little (−)."
        ),
        made=made,
    )
    if choice is not None and choice.metric == forecast_accuracy.NAME:
        deals_table(review, choice, key="accuracy", closable=True)


def _categories(review: Review) -> None:
    """The forecast categories of the period; nothing where the files do not tell them."""
    words = review.words
    answer = asked(forecast_categories.ask, review.scope)
    if answer.is_beyond_the_files:
        return

    def made(at: list[str]) -> Selection:
        return Selection(forecast_categories.NAME, value=at[0])

    choice = panel(
        review,
        answer,
        lambda: categories_chart(answer, words=words, theme=review.theme),
        key="categories",
        title=words("Forecast categories"),
        legend=words("Closed is won in the period so far; the others are open and due in its rest."),
        made=made,
    )
    if choice is not None and choice.metric == forecast_categories.NAME:
        deals_table(review, choice, key="categories", closable=True)


@faults.contained
def _left_out(review: Review) -> None:
    """The open deals without a usable date: they are in no coverage, and somebody should give them one.

    Only where no mark's list is open: two lists would show one deal twice.
    """
    words = review.words
    counts = {
        part: asked(deals_behind.ask, review.scope, selection=Selection(coverage.NAME, part), limit=0).n
        for part in LEFT_OUT
    }
    with st.container(key="panel-left-out"):
        st.subheader(words("Open deals without a usable date"), anchor="left-out")
        if not any(counts.values()):
            st.markdown(literal(words("Every open deal has an expected close that is still to come.")))
            return
        st.markdown(literal(words("Their expected close has passed or is missing, so they are in no coverage.")))
        offered = {part: words(LEFT_OUT[part], n=words.number(n)) for part, n in counts.items() if n}
        part = choose(review, "left", words("Which of them"), offered)
        deals_table(review, Selection(coverage.NAME, part), key="left-out")


def _stage_deals(at: list[str]) -> Selection:
    return Selection("open_pipeline", "", at[0], at[1])


def _worth(review: Review) -> Selection | None:
    """The weighted pipeline, its calibration and the deals needed; the choice whose list is open."""
    left, right = st.columns(2, gap="large")
    with left:
        choice = _weighted(review)
    with right:
        choice = _calibration(review) or choice
    choice = _needed(review) or choice
    if choice is None or choice.metric not in {"open_pipeline", weighted_pipeline.NAME}:
        return None
    deals_table(review, choice, key="worth", closable=True)
    return choice


def _weighted(review: Review) -> Selection | None:
    words = review.words
    answer = asked(WEIGHTED, review.scope, mode="stages")

    def shown(scope: Scope) -> tuple[Answer[Any], Callable[[], Chart | None]]:
        part = asked(WEIGHTED, scope, mode="stages")
        return part, lambda: weighted_chart(part, words=words, theme=review.theme)

    return panel(
        review,
        answer,
        shown(review.scope)[1],
        key="weighted",
        title=words("What the open deals are worth"),
        legend=words(
            "Upper bar: amount × the chance that the file states. Lower bar: amount × the share won of the deals "
            "that came to the same stage and age in the last 12 months."
        ),
        made=_stage_deals,
        shown=shown,
    )


def _calibration(review: Review) -> Selection | None:
    words = review.words
    answer = asked_slowly(WEIGHTED, review.scope, mode=weighted_pipeline.CALIBRATION)

    def made(at: list[str]) -> Selection:
        return Selection(weighted_pipeline.NAME, at[0], value=at[1])

    return panel(
        review,
        answer,
        lambda: calibration_chart(answer, words=words, theme=review.theme),
        key="calibration",
        title=words("Did such chances come true?"),
        legend=words(
            "Deals that were open 180 to 360 days ago and are decided since, a tenth of chance a mark; a deal "
            "counts once for each day looked from. Hollow: fewer than five. Above the line more was won than told."
        ),
        made=made,
    )


def _needed(review: Review) -> Selection | None:
    words = review.words
    answer = asked(needed_deals.ask, review.scope)
    return panel(
        review,
        answer,
        lambda: needed_chart(answer, words=words, theme=review.theme),
        key="needed",
        title=words("Deals needed for the target"),
        legend=words("Bar: the open deals of the stage. Line: as many as it takes at today's chances and amounts."),
        made=_stage_deals,
    )


PANELS: Final[dict[str, Draw]] = {
    "coverage": lambda review: _coverage(review, asked(coverage.ask, review.scope, by=None)),
    "pace": lambda review: _pace(review, asked(coverage.ask, review.scope, by=None)),
    "coverage-by": _by,
    "accuracy": _accuracy,
    "categories": _categories,
    "weighted": _weighted,
    "calibration": _calibration,
    "needed": _needed,
}
"""The panels that can stand alone, by key."""
