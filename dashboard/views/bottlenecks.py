"""Bottlenecks: how long deals stay in each stage, for whom longer, which stand still, and what to check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.charts.dwell import dwell_chart, in_working_days, said_median
from dashboard.charts.figure import Chart
from dashboard.charts.heatmap import heat_chart
from dashboard.charts.survival import survival_chart
from dashboard.filters import DIMENSIONS
from dashboard.formatting import bare_days, bare_interval, days, days_interval
from dashboard.language import Words, mark
from dashboard.metrics import stage_dwell
from dashboard.metrics.answers import SUMMED, Answer, StageDwell
from dashboard.metrics.bottlenecks import Bottleneck
from dashboard.metrics.selection import Selection
from dashboard.views import (
    bottlenecks_ages,
    bottlenecks_best,
    bottlenecks_days,
    bottlenecks_playbook,
    bottlenecks_pushes,
    bottlenecks_trends,
    bottlenecks_verdicts,
    figures_table,
)
from dashboard.views.asked import asked
from dashboard.views.bottlenecks_words import signals
from dashboard.views.breakdowns import NARROW, breakdowns, dimension_label, first_breakdown
from dashboard.views.choice import choose
from dashboard.views.deals_stuck import stuck_panel
from dashboard.views.deals_table import deals_table
from dashboard.views.funnel import choose_pipeline
from dashboard.views.panel import panel
from dashboard.views.review import Draw, Review
from dashboard.warehouse.scope import Scope

COLUMNS: Final = {
    "stage": mark("Stage"),
    "median": mark("Median"),
    "interval": mark("95 % interval"),
    "p75": mark("75 % have left"),
    "p90": mark("90 % have left"),
    "mean": mark("Plain mean"),
    "completed": mark("Ended"),
    "open": mark("Still there"),
}


def page(review: Review) -> None:
    """Show the verdicts, dwell by stage and segment, the stuck deals, and the playbook where there is no verdict."""
    answer = asked(stage_dwell.ask, review.scope, mode=bottlenecks_days.mode_asked(review), curves=True)
    if answer.unavailable is not None:
        _stages(review, answer, "")
        return
    with st.container(horizontal=True, key="bottleneck-choices"):
        by = _breakdown_chosen(review)
        bottlenecks_days.choose_days(review)
    bottlenecks_days.say_calendar(review)
    verdicts = _verdicts(review, by)
    bottlenecks_verdicts.show(review, verdicts, by)
    pipeline = choose_pipeline(review, pipelines_of(answer))
    _stages(review, answer, pipeline)
    if answer.rows:
        if by is not None:
            _segments(review, answer, verdicts, pipeline, by)
        worst = slowest(answer, pipeline)
        if worst is not None and not signals(verdicts):
            bottlenecks_playbook.show(review, worst)
        bottlenecks_trends.show(review, pipeline, *_watchable(answer, verdicts, pipeline))
        bottlenecks_best.show(review, pipeline)
    bottlenecks_ages.show(review, pipeline)
    stuck_panel(review, key="stuck", title=review.words("Deals that stand still"))
    _pushes(review)


def pipelines_of(answer: Answer[StageDwell]) -> tuple[str, ...]:
    """The pipelines of an answer, the one with the most stays first."""
    stays: dict[str, int] = {}
    for row in answer.rows:
        stays[row.pipeline] = stays.get(row.pipeline, 0) + row.n
    return tuple(sorted(stays, key=lambda name: -stays[name]))


def slowest(answer: Answer[StageDwell], pipeline: str) -> StageDwell | None:
    """The ranked stage with the longest median, or with the longest stays where half have not left yet."""
    ranked = [row for row in answer.rows if row.pipeline == pipeline and row.ranked]
    return max(ranked, key=lambda row: row.km_median_days or row.longest_days or 0.0, default=None)


def _watchable(answer: Answer[StageDwell], verdicts: Answer[Bottleneck], pipeline: str) -> tuple[list[str], str]:
    """The stages of a pipeline in order, and the first to look at: of the costliest verdict, else the slowest."""
    rows = sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)
    flagged = next((row.stage for row in signals(verdicts) if row.pipeline == pipeline), None)
    worst = slowest(answer, pipeline)
    return [row.stage for row in rows], flagged or (worst.stage if worst is not None else rows[0].stage)


def _stages(review: Review, answer: Answer[StageDwell], pipeline: str) -> None:
    rows = sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)
    drawn = [row.stage for row in rows if row.shown and row.curve]
    left, right = st.columns([3, 2], gap="large") if drawn else (st.container(), None)
    with left:
        choice = _dwell(review, answer, pipeline, n=sum(row.n for row in rows))
    if right is not None:
        worst = slowest(answer, pipeline)
        with right:
            _curve(review, answer, pipeline, drawn, worst.stage if worst is not None and worst.curve else drawn[0])
    table = _table(rows, review.words, bare=in_working_days(answer))
    figures_table.show(table, key="dwell-table", alt=review.words("How long deals stay"))
    if choice is not None and choice.metric == "stage_dwell" and choice.by is None:
        deals_table(review, choice, key="dwell", closable=True)


def _dwell(review: Review, answer: Answer[StageDwell], pipeline: str, *, n: int) -> Selection | None:
    words, theme = review.words, review.theme

    def shown(scope: Scope) -> tuple[Answer[StageDwell], Callable[[], Chart | None]]:
        part = asked(stage_dwell.ask, scope, mode=answer.mode or SUMMED)
        return part, lambda: dwell_chart(part, pipeline=pipeline, words=words, theme=theme)

    return panel(
        review,
        answer,
        lambda: dwell_chart(answer, pipeline=pipeline, words=words, theme=theme),
        key="dwell",
        title=words("How long deals stay"),
        n=n,
        made=_stays,
        shown=shown,
    )


def _stays(at: list[str]) -> Selection:
    """A row and a curve stand for the deals of all stays in the stage."""
    return Selection("stage_dwell", "", at[0], at[1])


def _table(rows: list[StageDwell], words: Words, *, bare: bool) -> list[dict[str, str]]:
    """The figures of each stage; `bare`: the heading of the median names the unit, the working day."""
    heads = {name: words(label) for name, label in COLUMNS.items()}
    unit, span = (bare_days, bare_interval) if bare else (days, days_interval)
    if bare:
        heads["median"] = words("Median, in working days")
    return [
        {
            heads["stage"]: row.stage,
            heads["median"]: said_median(row, words, unit) if row.shown else "–",
            heads["interval"]: span(row.km_low_days, row.km_high_days, words),
            heads["p75"]: unit(row.p75_days, words),
            heads["p90"]: unit(row.p90_days, words),
            heads["mean"]: unit(row.mean_completed_days, words),
            heads["completed"]: words.number(row.n_completed),
            heads["open"]: words.number(row.n_open),
        }
        for row in rows
    ]


def _curve(review: Review, answer: Answer[StageDwell], pipeline: str, stages: list[str], fallback: str) -> None:
    words = review.words
    head = st.container()
    stage = choose(review, "curve", words("Stage"), {name: name for name in stages}, default=fallback)
    panel(
        review,
        answer,
        lambda: survival_chart(answer, pipeline=pipeline, stage=stage, words=words, theme=review.theme),
        key="survival",
        title=words("Still in the stage, by day"),
        head=head,
        n=next((row.n for row in answer.rows if (row.pipeline, row.stage) == (pipeline, stage)), None),
        made=_stays,
    )


def _breakdown_chosen(review: Review) -> str | None:
    offered = breakdowns(review)
    if not offered:
        return None
    with st.container(width=NARROW):
        return choose(review, "by", review.words("Compare by"), offered, default=first_breakdown(offered))


def _segments(review: Review, stages: Answer[StageDwell], verdicts: Answer[Bottleneck], pipeline: str, by: str) -> None:
    words = review.words
    cells = asked(stage_dwell.ask, review.scope, by=by, mode=stages.mode or SUMMED)
    outlined = frozenset(
        (row.stage, row.value)
        for row in verdicts.rows
        if row.pattern is not None and row.value is not None and row.pipeline == pipeline
    )

    def made(at: list[str]) -> Selection:
        return Selection("stage_dwell", "", at[0], at[1], by=by, value=at[2])

    choice = panel(
        review,
        cells,
        lambda: heat_chart(cells, stages, pipeline=pipeline, outlined=outlined, words=words, theme=review.theme),
        key="heat",
        title=words("Where it takes longer: {dimension}", dimension=dimension_label(by, words)),
        legend=(words("In working days.") + " " if in_working_days(cells) else "")
        + words(
            "Median days, the number of stays below. Orange is longer and blue shorter than the stage's own median "
            "(half to twice); grey: fewer than five stays, or half have not left yet; bold: 20 or more; outlined: a "
            "verdict above. The most lost time is on top."
        ),
        n=sum(row.n for row in cells.rows if row.pipeline == pipeline),
        made=made,
    )
    if choice is not None and choice.metric == "stage_dwell" and choice.by == by:
        deals_table(review, choice, key="heat", closable=True)


def _stays_alone(review: Review) -> tuple[Answer[StageDwell], str, list[StageDwell]]:
    """The stays of the pipeline of the link, as the page asks for them."""
    answer = asked(stage_dwell.ask, review.scope, mode=bottlenecks_days.mode_asked(review), curves=True)
    pipeline = choose_pipeline(review, pipelines_of(answer))
    return answer, pipeline, sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)


def _dwell_alone(review: Review) -> None:
    answer, pipeline, rows = _stays_alone(review)
    _dwell(review, answer, pipeline, n=sum(row.n for row in rows))


def _curve_alone(review: Review) -> None:
    answer, pipeline, rows = _stays_alone(review)
    drawn = [row.stage for row in rows if row.shown and row.curve]
    if not drawn:
        _dwell(review, answer, pipeline, n=sum(row.n for row in rows))
        return
    worst = slowest(answer, pipeline)
    _curve(review, answer, pipeline, drawn, worst.stage if worst is not None and worst.curve else drawn[0])


def _verdicts(review: Review, by: str | None) -> Answer[Bottleneck]:
    return bottlenecks_verdicts.verdicts_on(review, by, working=bottlenecks_days.in_working_days(review))


def _where_alone(review: Review) -> None:
    by = _breakdown_chosen(review)
    bottlenecks_verdicts.show(review, _verdicts(review, by), by)


def _segments_alone(review: Review) -> None:
    answer, pipeline, rows = _stays_alone(review)
    by = _breakdown_chosen(review)
    if by is None or not rows:
        _dwell(review, answer, pipeline, n=sum(row.n for row in rows))
        return
    _segments(review, answer, _verdicts(review, by), pipeline, by)


def _watched_alone(review: Review, panel_of: Callable[[str, str], object]) -> None:
    """One panel of the stage over time; the dwell panel where there is no stage to show."""
    answer, pipeline, rows = _stays_alone(review)
    if not rows:
        _dwell(review, answer, pipeline, n=0)
        return
    verdicts = _verdicts(review, _breakdown_chosen(review))
    panel_of(pipeline, bottlenecks_trends.watched(review, *_watchable(answer, verdicts, pipeline)))


def _trend_alone(review: Review) -> None:
    step = bottlenecks_trends.chosen_step(review)
    _watched_alone(review, lambda pipeline, stage: bottlenecks_trends.trend(review, pipeline, stage, step))


def _queue_alone(review: Review) -> None:
    _watched_alone(review, lambda pipeline, stage: bottlenecks_trends.queue(review, pipeline, stage))


def _pushes(review: Review) -> None:
    by = "team" if "team" in breakdowns(review) else "owner"
    bottlenecks_pushes.show(review, by, review.words(DIMENSIONS[by]))


PANELS: Final[dict[str, Draw]] = {
    "stuck-where": _where_alone,
    "dwell": _dwell_alone,
    "survival": _curve_alone,
    "heat": _segments_alone,
    "dwell-trend": _trend_alone,
    "queue-weeks": _queue_alone,
    "best-quarter": lambda review: bottlenecks_best.show(review, _stays_alone(review)[1]),
    "ages": lambda review: bottlenecks_ages.show(review, _stays_alone(review)[1]),
    "stuck": lambda review: stuck_panel(review, key="stuck", title=review.words("Deals that stand still")),
    "pushes": _pushes,
}
"""The panels that can stand alone, by key."""
