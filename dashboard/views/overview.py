"""Overview: the state of the pipeline in one sentence and five numbers, what changed, and what to talk about."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from dashboard.charts.changes import changes_chart, largest_changes, relative_change
from dashboard.charts.dwell import dwell_chart
from dashboard.charts.heatmap import heat_chart
from dashboard.charts.open_stages import has_amounts, nothing_valued, open_chart
from dashboard.formatting import share, short_money
from dashboard.language import Words
from dashboard.metrics import open_pipeline, pipeline_changes, stage_dwell
from dashboard.metrics.answers import Answer, StageDwell
from dashboard.metrics.rows import OpenStage, PipelineChange
from dashboard.metrics.selection import Selection
from dashboard.periods import end_of_day
from dashboard.views import links, overview_figures
from dashboard.views.asked import asked
from dashboard.views.bottlenecks import breakdown, pipelines_of
from dashboard.views.deals_stuck import stuck_panel
from dashboard.views.deals_table import deals_table
from dashboard.views.literal import literal
from dashboard.views.panel import dimension_label, panel
from dashboard.views.review import Review
from dashboard.views.selection_click import selected

SINCE: Final = timedelta(days=7)
TALKED_ABOUT: Final = 10


def page(review: Review) -> None:
    """Show the review."""
    words = review.words
    since = since_of(review)
    open_now = asked(open_pipeline.ask, review.scope)
    changes = asked(pipeline_changes.ask, review.scope, since=since)
    with st.container(key="headline"):
        st.markdown(f"### {literal(headline(open_now, changes, words))}")
    overview_figures.show(review, open_now, changes)
    left, right = st.columns(2, gap="large")
    with left:
        _changes(review, changes)
    with right:
        choice = _open(review, open_now)
    if choice is not None and choice.metric in {"pipeline_changes", "open_pipeline"}:
        deals_table(review, choice, key="overview", closable=True)
    stages = asked(stage_dwell.ask, review.scope)
    if stages.unavailable is not None and changes.unavailable is not None:
        return  # "What changed" has said already what these files cannot show, and what would
    _stuck_where(review, stages)
    stuck_panel(review, key="talk", title=words("To talk about"), most=TALKED_ABOUT)


def since_of(review: Review) -> datetime:
    """The instant that the review compares with: the end of the day a week before the as-of."""
    return end_of_day((review.scope.as_of - SINCE).date())


def headline(open_now: Answer[OpenStage], changes: Answer[PipelineChange], words: Words) -> str:
    """The one sentence: what is open, how it moved in a week, and by what."""
    value = short_money(sum(row.value for row in open_now.rows), open_now.currency, words)
    if open_now.unavailable is not None or not open_now.n:
        return words("No deal is open.")
    if not has_amounts(open_now):
        return nothing_valued(sum(row.deals for row in open_now.rows), words)
    moved = relative_change(changes) if changes.unavailable is None else None
    if moved is None:
        deals = words.plural("{n} deal", "{n} deals", sum(row.deals for row in open_now.rows))
        return words("Open pipeline is {value} in {deals}.", value=value, deals=deals)
    why = largest_changes(changes, words=words)
    if not why:
        return words("Open pipeline is {value}, unchanged since last week.", value=value)
    return _moved(value, moved, why, words)


def _moved(value: str, moved: float, why: str, words: Words) -> str:
    change = share(abs(moved), words)
    if round(moved, 2) == 0:
        return words("Open pipeline is {value}, as much as last week: {why}.", value=value, why=why)
    if moved > 0:
        return words(
            "Open pipeline is {value}, up {change} since last week: {why}.", value=value, change=change, why=why
        )
    return words("Open pipeline is {value}, down {change} since last week: {why}.", value=value, change=change, why=why)


def _changes(review: Review, changes: Answer[PipelineChange]) -> None:
    words = review.words
    since = since_of(review)
    points = panel(
        review,
        changes,
        lambda: changes_chart(changes, since=since, words=words, theme=review.theme),
        key="changes",
        title=words("What changed")
        if changes.unavailable is None
        else words("What changed, where it is stuck, what to talk about"),
        selectable=True,
    )
    selected(points, lambda at: Selection("pipeline_changes", at[0]), key="changes")


def _open(review: Review, open_now: Answer[OpenStage]) -> Selection | None:
    words = review.words
    points = panel(
        review,
        open_now,
        lambda: open_chart(open_now, words=words, theme=review.theme),
        key="open",
        title=words("Open now, by stage"),
        selectable=True,
    )
    return selected(points, lambda at: Selection("open_pipeline", "", at[0], at[1]), key="open")


def _stuck_where(review: Review, stages: Answer[StageDwell]) -> None:
    words, theme = review.words, review.theme
    pipeline = next(iter(pipelines_of(stages)), "")
    left, right = st.columns(2, gap="large")
    with left:
        panel(
            review,
            stages,
            lambda: dwell_chart(stages, pipeline=pipeline, words=words, theme=theme),
            key="stuck-where",
            title=words("Where it is stuck"),
        )
        links.page_link("bottlenecks", words("Bottlenecks: for whom, and what to check"))
    by = breakdown(review)
    if by is None or stages.unavailable is not None:
        return
    cells = asked(stage_dwell.ask, review.scope, by=by)
    with right:
        panel(
            review,
            cells,
            lambda: heat_chart(cells, stages, pipeline=pipeline, rows=6, words=words, theme=theme),
            key="stuck-for",
            title=words("For whom it takes longer: {dimension}", dimension=dimension_label(by, words)),
        )
