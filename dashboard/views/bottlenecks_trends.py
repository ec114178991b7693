"""One stage over time on the bottlenecks page: how long deals stay by when they came, and its queue by week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from dashboard.charts.dwell_trend import trend_chart
from dashboard.charts.figure import Chart
from dashboard.charts.stage_weeks import queue_chart
from dashboard.language import mark
from dashboard.metrics import dwell_trend, stage_weeks
from dashboard.metrics.answers import Answer
from dashboard.metrics.selection import Selection
from dashboard.metrics.trend_rows import DwellPoint, QueueWeek
from dashboard.views.asked import asked, asked_slowly
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope

STEPS: Final = {"quarter": mark("Quarters"), "month": mark("Months")}


def show(review: Review, pipeline: str, stages: list[str], default: str) -> None:
    """Both panels of the stage that the link names, and the deals of a mark in either."""
    with st.container(horizontal=True, key=f"watch-choices-{review.under}"):
        stage = watched(review, stages, default)
        step = chosen_step(review)
    left, right = st.columns(2, gap="large")
    with left:
        choice = trend(review, pipeline, stage, step)
    with right:
        choice = queue(review, pipeline, stage) or choice
    if choice is not None and choice.metric in {dwell_trend.NAME, stage_weeks.NAME}:
        deals_table(review, choice, key="watched", closable=True)


def watched(review: Review, stages: list[str], default: str) -> str:
    """The stage that the link names, else `default`."""
    return choose(review, "watch", review.words("Stage over time"), {name: name for name in stages}, default=default)


def chosen_step(review: Review) -> str:
    """By which step the trend goes."""
    words = review.words
    offered: Mapping[str, str] = {step: words(label) for step, label in STEPS.items()}
    return choose(review, "trend", words("Step"), offered)


def trend(review: Review, pipeline: str, stage: str, step: str) -> Selection | None:
    """How long deals stay, by the month or quarter in which they came."""
    words, theme = review.words, review.theme

    def made(at: list[str]) -> Selection:
        return Selection(dwell_trend.NAME, "", at[0], at[1], value=at[2], mode=step)

    def shown(scope: Scope) -> tuple[Answer[DwellPoint], Callable[[], Chart]]:
        part = asked_slowly(dwell_trend.ask, scope, mode=step)
        months = dwell_trend.MONTHS[step]
        return part, lambda: trend_chart(part, pipeline=pipeline, stage=stage, step=months, words=words, theme=theme)

    answer, chart = shown(review.scope)
    own = [row for row in answer.rows if (row.pipeline, row.stage) == (pipeline, stage)]
    return panel(
        review,
        answer,
        chart,
        key="dwell-trend",
        title=words("{stage}: how long deals stay, by when they came", stage=stage),
        legend=words(
            "Median days with the 95 % interval. A hollow triangle: fewer than half have left so far, drawn at the "
            "longest stay. Points of fewer than five deals are left out."
        ),
        n=sum(row.n_completed + row.n_open for row in own),
        made=made,
        shown=shown,
    )


def queue(review: Review, pipeline: str, stage: str) -> Selection | None:
    """What came into the stage and left it in each week, and what stands there."""
    words, theme = review.words, review.theme

    def made(at: list[str]) -> Selection:
        return Selection(stage_weeks.NAME, at[2], at[0], at[1], value=at[3])

    def shown(scope: Scope) -> tuple[Answer[QueueWeek], Callable[[], Chart]]:
        part = asked(stage_weeks.ask, scope)
        return part, lambda: queue_chart(part, pipeline=pipeline, stage=stage, words=words, theme=theme)

    answer, chart = shown(review.scope)
    own = [row for row in answer.rows if (row.pipeline, row.stage) == (pipeline, stage)]
    return panel(
        review,
        answer,
        chart,
        key="queue-weeks",
        title=words("{stage}: the queue by week", stage=stage),
        legend=words("Each week ends on the weekday of the as-of. A deal that comes twice counts twice in a bar."),
        n=sum(row.entered for row in own) + (own[0].open_at_end - own[0].entered + own[0].left_visits if own else 0),
        made=made,
        shown=shown,
    )
