"""Funnel: how far deals get, where they drop out, and the deals behind each bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard.charts.figure import Chart
from dashboard.charts.flow import flow_chart
from dashboard.charts.funnel import funnel_chart
from dashboard.charts.funnel_info import MEASURES, MODES, Measure, funnel_size, pipelines_of
from dashboard.language import mark
from dashboard.metrics import stage_flow, stage_funnel
from dashboard.metrics.answers import Answer, FlowStage, FunnelStage
from dashboard.metrics.selection import Selection
from dashboard.views import funnel_cards, funnel_cohorts, funnel_figures, funnel_paths, funnel_within, selection_click
from dashboard.views.asked import asked
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import panel
from dashboard.views.review import Draw, Review
from dashboard.warehouse.scope import Scope

FLOW: Final = "flow"
FLOW_LABEL: Final = mark("Flow in the period")
MODE_LABELS: Final = {
    "reached": mark("Reached"),
    "entered": mark("Entered"),
    "in_order": mark("In strict order"),
    "now": mark("Now in stage"),
}
PARTS: Final = {
    "reached": mark("All in the bar ({n})"),
    "lost": mark("Lost here ({n})"),
    "open": mark("Still here ({n})"),
    "void": mark("Void ({n})"),
}


def page(review: Review) -> None:
    """Show the funnel in the chosen mode and measure."""
    pipeline = _stages(review)
    if pipeline:
        funnel_within.show(review, pipeline)
        funnel_cohorts.show(review, pipeline)
    funnel_paths.show(review, pipeline)


def _stages(review: Review) -> str:
    """The funnel, or the flow through the stages; gives the pipeline shown."""
    words = review.words
    row = st.container(horizontal=True, key=f"funnel-choices-{review.under}")
    with row:
        modes = {mode: words(label) for mode, label in MODE_LABELS.items()} | {FLOW: words(FLOW_LABEL)}
        mode = choose(review, "mode", words("Count a deal in a stage when it"), modes)
    return _flow(review, row) if mode == FLOW else _funnel(review, mode, row)


def _funnel(review: Review, mode: str, row: st.delta_generator.DeltaGenerator) -> str:
    words = review.words
    answer = asked(stage_funnel.ask, review.scope, mode=mode)
    with row:
        measure = _measure(review)
        pipeline = choose_pipeline(review, pipelines_of(answer))

    def made(at: list[str]) -> Selection:
        return Selection("stage_funnel", "reached", at[0], at[1], mode=mode)

    def shown(scope: Scope) -> tuple[Answer[FunnelStage], Callable[[], Chart | None]]:
        part = asked(stage_funnel.ask, scope, mode=mode)
        return part, lambda: _drawn(review, part, pipeline, measure)

    choice = panel(
        review,
        answer,
        lambda: _drawn(review, answer, pipeline, measure),
        key="funnel",
        title=words(MODES[mode]),
        legend=_legend(review, answer),
        n=funnel_size(answer, pipeline),
        made=made,
        shown=shown,
    )
    if mode == "reached":
        funnel_figures.show(review, answer, pipeline)
    if choice is not None and choice.metric == "stage_funnel" and answer.unavailable is None:
        _behind(review, answer, choice)
    if mode == "reached" and answer.unavailable is None:
        funnel_cards.show(review, answer, pipeline)
    return pipeline


def _legend(review: Review, answer: Answer[FunnelStage]) -> str:
    """What the shares at the bars are of, and how young the deals are."""
    if answer.mode == "now" or answer.unavailable is not None:
        return ""
    told = review.words("In the bar: the share of the stage before; under the name: the share of the first stage.")
    return " ".join(part for part in (told, funnel_within.youth(review)) if part)


def _drawn(review: Review, answer: Answer[FunnelStage], pipeline: str, measure: Measure) -> Chart | None:
    if pipeline not in pipelines_of(answer):
        return None
    return funnel_chart(answer, pipeline=pipeline, measure=measure, words=review.words, theme=review.theme)


def _measure(review: Review) -> Measure:
    words = review.words
    offered = {str(name): words(label) for name, label in MEASURES.items()}
    name = choose(review, "measure", words("Measure"), offered)
    return next(measure for measure in MEASURES if measure == name)


def choose_pipeline(review: Review, names: tuple[str, ...]) -> str:
    """Offer the pipelines of an answer, the first by default; no choice is shown for one."""
    if len(names) > 1:
        return choose(review, "in", review.words("Pipeline"), {name: name for name in names})
    return names[0] if names else ""


def _behind(review: Review, answer: Answer[FunnelStage], choice: Selection) -> None:
    """The deals of the chosen bar, in all or by what became of them; nothing where the funnel shown has no such bar."""
    words = review.words
    stage = next((row for row in answer.rows if (row.pipeline, row.stage) == (choice.pipeline, choice.stage)), None)
    if stage is None:
        selection_click.write(None)
        return
    part = choice.part
    if answer.mode == "reached" and choice.within is None:
        sizes = {"reached": stage.reached, "lost": stage.lost, "open": stage.open, "void": stage.void}
        offered = {name: words(PARTS[name], n=words.number(n)) for name, n in sizes.items() if n or name == "reached"}
        if len(offered) > 1:
            part = choose(review, "part", words("Which of them"), offered)
    deals_table(review, replace(choice, part=part, mode=answer.mode), key="funnel", closable=True)


def _flow(review: Review, row: st.delta_generator.DeltaGenerator) -> str:
    words = review.words
    answer = asked(stage_flow.ask, review.scope)
    names = _flow_pipelines(answer)
    with row:
        pipeline = choose_pipeline(review, names)

    def made(at: list[str]) -> Selection:
        return Selection(stage_flow.NAME, at[2], at[0], at[1])

    def shown(scope: Scope) -> tuple[Answer[FlowStage], Callable[[], Chart | None]]:
        part = asked(stage_flow.ask, scope)

        def drawn() -> Chart:
            deals = stage_flow.deals_moved(scope)
            return flow_chart(part, deals=deals, pipeline=pipeline, words=words, theme=review.theme)

        return part, drawn

    title = words(FLOW_LABEL)
    choice = panel(review, answer, shown(review.scope)[1], key="flow", title=title, made=made, shown=shown)
    if choice is not None and choice.metric == stage_flow.NAME:
        deals_table(review, choice, key="flow", closable=True)
    return pipeline


def _flow_pipelines(answer: Answer[FlowStage]) -> tuple[str, ...]:
    moved: dict[str, int] = {}
    for row in answer.rows:
        moved[row.pipeline] = moved.get(row.pipeline, 0) + row.entered + row.open_at_start
    return tuple(sorted(moved, key=lambda name: -moved[name]))


def _of_pipeline(draw: Callable[[Review, str], object]) -> Draw:
    """What is drawn of one pipeline, of the one that the link names or the funnel would show."""

    def drawn(review: Review) -> None:
        draw(review, _reached(review)[1])

    return drawn


def _reached(review: Review) -> tuple[Answer[FunnelStage], str]:
    """The funnel as it is first shown, and the pipeline that the link names or the funnel would show."""
    answer = asked(stage_funnel.ask, review.scope, mode=next(iter(MODE_LABELS)))
    return answer, choose_pipeline(review, pipelines_of(answer))


PANELS: Final[dict[str, Draw]] = {
    "funnel": _stages,
    "flow": _stages,
    "stage-cards": lambda review: funnel_cards.show(review, *_reached(review)),
    "within": _of_pipeline(funnel_within.show),
    "cohorts": _of_pipeline(funnel_cohorts.show),
    "ways": _of_pipeline(lambda review, pipeline: funnel_paths.one(review, pipeline, mode="variants")),
    "moves-back": _of_pipeline(lambda review, pipeline: funnel_paths.one(review, pipeline, mode="moves_back")),
}
"""The panels that can stand alone, by key."""
