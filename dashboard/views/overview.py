"""The weekly review: the state in a sentence and six numbers, what changed, what is stuck, what to talk about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.charts.changes import changes_chart, largest_changes, relative_change
from dashboard.charts.figure import Chart
from dashboard.charts.open_stages import has_amounts, nothing_valued, open_chart
from dashboard.formatting import share, short_money
from dashboard.language import Words
from dashboard.metrics import deal_flags, open_pipeline, pipeline_changes
from dashboard.metrics.answers import Answer
from dashboard.metrics.bottlenecks import Bottleneck
from dashboard.metrics.rows import OpenStage, PipelineChange
from dashboard.metrics.selection import Selection
from dashboard.views import (
    bottlenecks_verdicts,
    faults,
    overview_compare,
    overview_figures,
    overview_outlook,
    overview_people,
    pinning,
    review_agenda,
    review_items,
)
from dashboard.views.asked import asked
from dashboard.views.breakdowns import breakdown
from dashboard.views.deals_table import deals_table
from dashboard.views.literal import literal
from dashboard.views.overview_compare import Comparison
from dashboard.views.panel import foot, footer, not_available, panel
from dashboard.views.review import Draw, Review
from dashboard.warehouse.scope import Scope

SIGNALS: Final = 2
"""Places told of here; the page of the bottlenecks has all."""


def page(review: Review) -> None:
    """Show the review."""
    words = review.words
    sentence = st.container(key="headline")
    comparison = overview_compare.chosen(review)
    open_now = asked(open_pipeline.ask, review.scope)
    changes = asked(pipeline_changes.ask, review.scope, since=comparison.since)
    covered = overview_outlook.answered(review)
    sentence.markdown(f"### {literal(headline(open_now, changes, words, then=comparison.then(words)))}")
    overview_figures.show(review, comparison, covered, knows_then=changes.unavailable is None)
    pinning.offer_once_opened(review, "figures")
    left, right = st.columns(2, gap="large")
    with left:
        _changes(review, changes, comparison)
    with right:
        choice = _open(review, open_now)
    if choice is not None and choice.metric in {"pipeline_changes", "open_pipeline"}:
        deals_table(review, choice, key="overview", closable=True)
    by = breakdown(review)
    stuck = bottlenecks_verdicts.verdicts_on(review, by) if changes.unavailable is None else None
    if stuck is not None:
        bottlenecks_verdicts.show(review, stuck, by, most=SIGNALS)
    left, right = st.columns(2, gap="large")
    with left:
        overview_outlook.show(review, covered)
    with right:
        overview_people.show(review)
    _agenda(review, changes, stuck, by, comparison)


def headline(
    open_now: Answer[OpenStage], changes: Answer[PipelineChange], words: Words, *, then: str | None = None
) -> str:
    """The one sentence: what is open, how it moved since `then` (a week ago), and by what."""
    then = words("last week") if then is None else then
    value = short_money(sum(row.value for row in open_now.rows), open_now.currency, words)
    if open_now.unavailable is not None and open_now.unavailable.fault:
        return words("What is open could not be worked out.")
    if open_now.unavailable is not None or not open_now.n:
        return words("No deal is open.")
    if not has_amounts(open_now):
        return nothing_valued(sum(row.deals for row in open_now.rows), words)
    moved = relative_change(changes) if changes.unavailable is None else None
    if moved is None:
        deals = words.plural("{n} deal", "{n} deals", sum(row.deals for row in open_now.rows))
        return words("Open pipeline is {value} in {deals}.", value=value, deals=deals)
    return _moved(value, moved, largest_changes(changes, words=words), then, words)


def _moved(value: str, moved: float, why: str, then: str, words: Words) -> str:
    if not why:
        return words("Open pipeline is {value}, unchanged since {then}.", value=value, then=then)
    parts = {"value": value, "then": then, "why": why, "change": share(abs(moved), words)}
    if round(moved, 2) == 0:
        return words("Open pipeline is {value}, as much as {then}: {why}.", **parts)
    if moved > 0:
        return words("Open pipeline is {value}, up {change} since {then}: {why}.", **parts)
    return words("Open pipeline is {value}, down {change} since {then}: {why}.", **parts)


def _changes(review: Review, changes: Answer[PipelineChange], comparison: Comparison) -> None:
    words = review.words

    def made(at: list[str]) -> Selection:
        return Selection("pipeline_changes", at[0], mode=comparison.day)

    def shown(scope: Scope) -> tuple[Answer[PipelineChange], Callable[[], Chart | None]]:
        part = asked(pipeline_changes.ask, scope, since=comparison.since)
        return part, lambda: changes_chart(part, since=comparison.since, words=words, theme=review.theme)

    panel(
        review,
        changes,
        shown(review.scope)[1],
        key="changes",
        title=words("What changed") if changes.unavailable is None else words("What changed, and where it is stuck"),
        made=made,
        shown=shown,
    )


def _open(review: Review, open_now: Answer[OpenStage]) -> Selection | None:
    words = review.words

    def made(at: list[str]) -> Selection:
        return Selection("open_pipeline", "", at[0], at[1])

    def shown(scope: Scope) -> tuple[Answer[OpenStage], Callable[[], Chart | None]]:
        part = asked(open_pipeline.ask, scope)
        return part, lambda: open_chart(part, words=words, theme=review.theme)

    return panel(
        review,
        open_now,
        shown(review.scope)[1],
        key="open",
        title=words("Open now, by stage"),
        made=made,
        shown=shown,
    )


@faults.contained
def _agenda(
    review: Review,
    changes: Answer[PipelineChange],
    stuck: Answer[Bottleneck] | None,
    by: str | None,
    comparison: Comparison,
) -> None:
    """The items of the agenda; `stuck` is None where the files cannot tell what is."""
    words = review.words
    flagged = asked(deal_flags.ask, review.scope, most=review_items.MOST_DEALS)
    items = (
        *(review_items.of_signals(stuck, by, words) if stuck is not None else ()),
        *review_items.of_changes(changes, comparison.day, words),
        *review_items.of_deals(flagged, words),
    )
    with st.container(key="panel-agenda"):
        st.subheader(words("To talk about"), anchor="agenda")
        if flagged.unavailable is not None:
            not_available(review, flagged.unavailable)
            return
        st.markdown(literal(review_items.says(flagged, words)))
        review_agenda.show(review, items)
        st.caption(footer(flagged, words))
        foot(review, flagged, "agenda")


def _figures_alone(review: Review) -> None:
    comparison = overview_compare.chosen(review)
    changes = asked(pipeline_changes.ask, review.scope, since=comparison.since)
    covered = overview_outlook.answered(review)
    overview_figures.show(review, comparison, covered, knows_then=changes.unavailable is None)


def _stuck_alone(review: Review) -> None:
    by = breakdown(review)
    bottlenecks_verdicts.show(review, bottlenecks_verdicts.verdicts_on(review, by), by, most=SIGNALS)


def _changes_alone(review: Review) -> None:
    comparison = overview_compare.chosen(review)
    _changes(review, asked(pipeline_changes.ask, review.scope, since=comparison.since), comparison)


PANELS: Final[dict[str, Draw]] = {
    "figures": _figures_alone,
    "changes": _changes_alone,
    "open": lambda review: _open(review, asked(open_pipeline.ask, review.scope)),
    "stuck-where": _stuck_alone,
    "outlook": lambda review: overview_outlook.show(review, overview_outlook.answered(review)),
    "help": overview_people.show,
}
"""The panels that can stand alone, by key."""
