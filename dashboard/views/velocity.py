"""Velocity: what the pipeline brings in a day, its four levers, and which of them moved it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from dashboard.charts.contributions import contribution_chart, marks_of
from dashboard.charts.cycle_points import cycle_points_chart
from dashboard.charts.figure import Chart
from dashboard.charts.velocity import LEVERS, lever_chart, velocity_chart
from dashboard.charts.win_curves import win_curves_chart
from dashboard.metrics import cycle_points, sales_velocity, win_curve
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import Velocity
from dashboard.metrics.selection import Selection
from dashboard.metrics.win_curve import WinCurve
from dashboard.views import drawn, faults, selection_link
from dashboard.views.asked import asked
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import draw, panel
from dashboard.views.review import Draw, Review
from dashboard.views.selection_click import Made
from dashboard.warehouse.scope import Scope

POINTS = {"month": 13, "quarter": 9}
"""Points of the trend a step."""


def page(review: Review) -> None:
    """Show the trend, the levers and the parts of the change."""
    answer = _trend(review)
    if answer.unavailable is None and answer.n and answer.rows:
        _levers(review, answer)
        _parts(review, answer)
    _cycles(review)
    _curves(review)


def _step(review: Review) -> str:
    words = review.words
    return choose(review, "step", words("Step"), {"month": words("Months"), "quarter": words("Quarters")})


def _trend(review: Review) -> Answer[Velocity]:
    words, step = review.words, _step(review)
    answer = asked(sales_velocity.ask, review.scope, step=step, points=POINTS[step])

    def shown(scope: Scope) -> tuple[Answer[Velocity], Callable[[], Chart | None]]:
        part = asked(sales_velocity.ask, scope, step=step, points=POINTS[step])
        return part, lambda: velocity_chart(part, words=words, theme=review.theme)

    title = words("Pipeline velocity")
    made = _made(step)
    panel(review, answer, shown(review.scope)[1], key="velocity", title=title, made=made, shown=shown)
    return answer


def _made(step: str) -> Made:
    """A point stands for the deals it rests on: those open on its last day, or closed in the 180 days before it."""
    return lambda at: Selection(sales_velocity.NAME, at[0], value=at[1], mode=step)


@faults.contained
def _levers(review: Review, answer: Answer[Velocity]) -> None:
    words, made = review.words, _made(answer.mode or "month")
    st.subheader(words("The four levers"), anchor="levers")
    st.markdown(words("Velocity is open deals × win rate × mean won amount ÷ days to win."))
    # At the bottom: a sentence of two lines is not to push its chart below the others.
    for place, lever in zip(st.columns(len(LEVERS), vertical_alignment="bottom"), LEVERS, strict=True):
        chart = drawn.ready(review, partial(lever_chart, answer, lever, words=words, theme=review.theme), lever)
        with place:
            if chart is not None:
                draw(review, chart, key=lever, made=made)
    choice = selection_link.from_link(review.link)
    if choice is not None and choice.metric == sales_velocity.NAME and choice.part not in sales_velocity.RESTS_ON:
        deals_table(review, choice, key="velocity", closable=True)


def _parts(review: Review, answer: Answer[Velocity]) -> None:
    words = review.words
    chart = drawn.ready(review, partial(contribution_chart, answer, words=words, theme=review.theme), "parts")
    if chart is None:
        st.subheader(words("What moved it"), anchor="parts")
        st.markdown(words("Two points with a velocity are needed to say what moved it."))
        return
    marks, step = marks_of(answer, words), answer.mode or "month"

    def made(at: list[str]) -> Selection:
        part, start = marks[at[0]]
        return Selection(sales_velocity.NAME, part, value=f"{start}", mode=step)

    choice = panel(review, answer, chart, key="parts", title=words("What moved it"), made=made)
    if choice is not None and choice.metric == sales_velocity.NAME and choice.part in sales_velocity.RESTS_ON:
        deals_table(review, choice, key="parts", closable=True)


def _cycles(review: Review) -> None:
    """Every won deal as a dot; a dot opens its deal."""
    words = review.words
    answer = asked(cycle_points.ask, review.scope)

    def made(at: list[str]) -> Selection:
        return Selection(cycle_points.NAME, value=at[0])

    choice = panel(
        review,
        answer,
        lambda: cycle_points_chart(answer, words=words, theme=review.theme),
        key="cycle-points",
        title=words("How long each win took"),
        legend=words("A dot is a won deal: the day it was won, and the days from its creation until then."),
        made=made,
    )
    if choice is not None and choice.metric == cycle_points.NAME:
        deals_table(review, choice, key="cycle-points", closable=True)


def _curves(review: Review) -> None:
    words = review.words
    answer = asked(win_curve.ask, review.scope, mode="quarter")

    def made(at: list[str]) -> Selection:
        return Selection(win_curve.NAME, value=at[0])

    def shown(scope: Scope) -> tuple[Answer[WinCurve], Callable[[], Chart | None]]:
        part = asked(win_curve.ask, scope, mode="quarter")
        return part, lambda: win_curves_chart(part, words=words, theme=review.theme)

    choice = panel(
        review,
        answer,
        shown(review.scope)[1],
        key="win-curves",
        title=words("Win curves by quarter of entry"),
        legend=words(
            "Share of a quarter's new deals won within so many days; lost and void deals stay in the count. Dashed: so "
            "young that more wins are to come. The six newest quarters of at least 20 deals."
        ),
        made=made,
        shown=shown,
    )
    if choice is not None and choice.metric == win_curve.NAME:
        deals_table(review, choice, key="win-curves", closable=True)


def _parts_alone(review: Review) -> None:
    step = _step(review)
    answer = asked(sales_velocity.ask, review.scope, step=step, points=POINTS[step])
    if answer.unavailable is None and answer.n and answer.rows:
        _parts(review, answer)
    else:
        panel(review, answer, None, key="parts", title=review.words("What moved it"))


PANELS: Final[dict[str, Draw]] = {
    "velocity": _trend,
    "parts": _parts_alone,
    "cycle-points": _cycles,
    "win-curves": _curves,
}
"""The panels that can stand alone, by key."""
