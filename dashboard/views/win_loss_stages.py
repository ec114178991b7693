"""How often deals are won from each stage on, and how long that takes, on the page of wins and losses."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.charts.figure import Chart
from dashboard.charts.from_stage import from_stage_chart
from dashboard.metrics import from_stage
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import FromStage
from dashboard.metrics.selection import Selection
from dashboard.views.asked import asked
from dashboard.views.deals_table import deals_table
from dashboard.views.funnel import choose_pipeline
from dashboard.views.panel import panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope


def show(review: Review) -> None:
    """One pipeline's stages; nothing where no file tells a history."""
    words = review.words
    answer = asked(from_stage.ask, review.scope)
    if answer.is_beyond_the_files or (answer.unavailable is None and not answer.rows):
        return
    closed: dict[str, int] = {}
    for row in answer.rows:
        closed[row.pipeline] = max(closed.get(row.pipeline, 0), row.won + row.lost)
    head = st.container()
    pipeline = choose_pipeline(review, tuple(sorted(closed, key=lambda name: -closed[name])))

    def made(at: list[str]) -> Selection:
        return Selection(from_stage.NAME, "", at[0], at[1])

    def shown(scope: Scope) -> tuple[Answer[FromStage], Callable[[], Chart | None]]:
        part = asked(from_stage.ask, scope)
        return part, lambda: from_stage_chart(part, pipeline=pipeline, words=words, theme=review.theme)

    choice = panel(
        review,
        answer,
        shown(review.scope)[1],
        key="from-stage",
        title=words("Win rate from each stage on"),
        head=head,
        legend=words(
            "Deals closed in the period that had come to the stage or beyond it, with the 95 % interval; below it the "
            "days from the stage to won. The medians of the stages do not add up to that of the cycle."
        ),
        n=closed.get(pipeline, 0),
        made=made,
        shown=shown,
    )
    if choice is not None and choice.metric == from_stage.NAME:
        deals_table(review, choice, key="from-stage", closable=True)
