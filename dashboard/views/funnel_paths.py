"""The ways behind the funnel: which stages deals really went through, and where they moved back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.charts.figure import Chart
from dashboard.charts.ways import moves_chart, ways_chart
from dashboard.metrics import paths
from dashboard.metrics.answers import Answer
from dashboard.metrics.selection import Selection
from dashboard.views.asked import asked
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope


def show(review: Review, pipeline: str) -> None:
    """Ways and moves back of one pipeline, each bar with its deals; nothing where no file tells a history."""
    ways = asked(paths.ask, review.scope, mode="variants")
    if ways.is_beyond_the_files or (ways.unavailable is None and not ways.rows):
        return
    left, right = st.columns(2, gap="large")
    with left:
        choice = one(review, pipeline, mode="variants")
    with right:
        choice = one(review, pipeline, mode="moves_back") or choice
    if choice is not None and choice.metric == paths.NAME:
        deals_table(review, choice, key="paths", closable=True)


def one(review: Review, pipeline: str, *, mode: str) -> Selection | None:
    """The ways (`variants`) or the moves back (`moves_back`); the selection of the link."""
    words, theme = review.words, review.theme
    answer = asked(paths.ask, review.scope, mode=mode)
    back = mode == "moves_back"
    if back and answer.unavailable is None and not any(row.pipeline == pipeline for row in answer.rows):
        return None

    def made(at: list[str]) -> Selection:
        return Selection(paths.NAME, "moves_back" if back else "", at[0], at[1] or None, value=at[2])

    def shown(scope: Scope) -> tuple[Answer[Any], Callable[[], Chart | None]]:
        part = asked(paths.ask, scope, mode=mode)
        return part, lambda: (moves_chart if back else ways_chart)(part, pipeline=pipeline, words=words, theme=theme)

    return panel(
        review,
        answer,
        shown(review.scope)[1],
        key="moves-back" if back else "ways",
        title=words("Moves back") if back else words("Ways through the stages"),
        legend=words("A bar is the deals that made the move; beside it the share won of those decided.")
        if back
        else words("The commonest ways, with their share of all deals. Green: won, orange: lost, grey: still open."),
        n=sum(row.deals for row in answer.rows if row.pipeline == pipeline),
        made=made,
        shown=shown,
    )
