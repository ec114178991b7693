"""Stages: their order and status, allowed days, exit criterion, owner, and the classical key figure they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard.glossary.stage_template import TEMPLATE, is_vague, template_of
from dashboard.language import Words, mark
from dashboard.views.choice import choose
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.views.settings_form import Field, attempt, form, said
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import VELOCITY_FROM, decided
from dashboard.warehouse.stage_settings import (
    KEY_FIGURES,
    STATUSES,
    StageSetting,
    allowed_days,
    decide_stage,
    decide_texts,
    place_among,
    reset_stages,
    stage_settings,
)

NAME: Final = "stages"
STATUS_LABELS: Final = dict(zip(STATUSES, (mark("open"), mark("won"), mark("lost"), mark("void")), strict=True))
FIGURE_LABELS: Final = {
    "qualification": mark("Qualification: lead to opportunity rate"),
    "needs_analysis": mark("Needs analysis: opportunity advance rate"),
    "proposal": mark("Proposal: proposal win rate"),
    "negotiation": mark("Negotiation: closing rate"),
}
VAGUE_NAME: Final = mark(
    "“{stage}” says what is done or hoped, not what is reached: two people will mean two things by it. Name what the "
    "customer has done or agreed to."
)
_KEY: Final = "stage-{}"
PARTS: Final = ("place", "status", "days", "exit", "owner", "figure")


def show(visit: Visit) -> None:
    """The stages of one pipeline in a table, the one to change in a form, and the template."""
    words = visit.words
    stages = stage_settings(visit.warehouse)
    if not stages:
        st.info(words("Stages are known once deals are loaded."))
        return
    pipelines = list(dict.fromkeys(one.pipeline for one in stages))
    pipeline = pipelines[0]
    if len(pipelines) > 1:
        pipeline = choose(visit, "in", words("Pipeline"), {name: name for name in pipelines})
    own = [one for one in stages if one.pipeline == pipeline]
    st.dataframe(
        [_line(one, words) for one in own], hide_index=True, height="content", alt=words("Stages"), key="stages-table"
    )
    for one in own:
        if one.status == "open" and is_vague(one.stage):
            st.warning(literal(words(VAGUE_NAME, stage=one.stage)))
    chosen = choose(visit, "stage", words("Change a stage"), {one.stage: one.stage for one in own})
    _form(visit, own, next(one for one in own if one.stage == chosen))
    said(NAME)
    _template(visit, own)
    if any(one.is_decided for one in own):
        st.button(
            words("Back to default"),
            key="stages-reset",
            type="tertiary",
            on_click=_reset,
            args=(visit.warehouse, pipeline, words),
        )
    _velocity(visit, stages)


def _velocity(visit: Visit, stages: Sequence[StageSetting]) -> None:
    """From which stage on velocity counts open deals: of every pipeline the stage in the same place."""
    names: dict[int, list[str]] = {}
    for one in stages:
        if one.status == "open" and one.place and one.stage not in names.setdefault(one.place, []):
            names[one.place].append(one.stage)
    options = {str(place): f"{place} · {' / '.join(named)}" for place, named in sorted(names.items())}
    kept = decided(visit.warehouse).get(VELOCITY_FROM.name, VELOCITY_FROM.default)
    words = visit.words
    title, changes = words(VELOCITY_FROM.title), words(VELOCITY_FROM.changes)
    form(visit, "velocity", [Field(VELOCITY_FROM, title, changes, {**options, kept: options.get(kept, kept)})])


def _line(one: StageSetting, words: Words) -> dict[str, str]:
    return {
        words("Order"): str(one.place) if one.place else "–",
        words("Stage"): one.stage,
        words("Status"): words(STATUS_LABELS[one.status]),
        words("Allowed days"): "–" if one.allowed_days is None else f"{one.allowed_days:g}",
        words("Exit criterion"): one.exit_criterion or "–",
        words("Owner of the stage"): one.owner or "–",
        words("Key figure"): words(FIGURE_LABELS[one.key_figure]) if one.key_figure else "–",
    }


def _form(visit: Visit, own: list[StageSetting], stage: StageSetting) -> None:
    """The controls of one stage; what is typed stays until another stage is taken."""
    words = visit.words
    keys = {part: _KEY.format(part) for part in PARTS}
    if st.session_state.get(_KEY.format("shown")) != (stage.pipeline, stage.stage) or keys["place"] not in (
        st.session_state
    ):
        _fill(stage)
    with st.form("settings-form-stages", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        left.selectbox(words("Status"), STATUSES, key=keys["status"], format_func=lambda one: words(STATUS_LABELS[one]))
        right.text_input(words("Order among the open stages"), key=keys["place"])
        st.caption(literal(words("Status and order decide the funnel. Default: what the loaded files tell.")))
        st.text_input(words("Allowed days"), key=keys["days"])
        st.caption(
            literal(
                words(
                    "A deal that stays longer is flagged as stuck, where too few deals were won to say what is usual. "
                    "Default: any time."
                )
            )
        )
        usual = template_of(stage.stage)
        st.text_input(
            words("Exit criterion"),
            key=keys["exit"],
            placeholder=words(usual.exit_criterion) if usual else None,
        )
        st.text_input(words("Owner of the stage"), key=keys["owner"])
        st.caption(literal(words("What a deal must have to move on, and who sees to it: shown on this page.")))
        st.selectbox(
            words("Key figure"),
            ["", *KEY_FIGURES],
            key=keys["figure"],
            format_func=lambda one: words(FIGURE_LABELS[one]) if one else words("none"),
        )
        st.caption(literal(words("Names the settled conversion of this stage on the funnel. Default: none.")))
        st.form_submit_button(words("Save"), type="primary", on_click=_save, args=(visit.warehouse, own, stage, words))


def _fill(stage: StageSetting) -> None:
    values = {
        "place": str(stage.place) if stage.place else "",
        "status": stage.status,
        "days": "" if stage.allowed_days is None else f"{stage.allowed_days:g}",
        "exit": stage.exit_criterion,
        "owner": stage.owner,
        "figure": stage.key_figure,
        "shown": (stage.pipeline, stage.stage),
    }
    for part, value in values.items():
        st.session_state[_KEY.format(part)] = value


def _save(warehouse: Warehouse, own: list[StageSetting], stage: StageSetting, words: Words) -> None:
    told = {part: st.session_state[_KEY.format(part)] for part in PARTS}
    most = sum(one.status == "open" for one in own) + (stage.status != "open")

    def decide() -> None:
        is_open = told["status"] == "open"
        wanted = replace(
            stage,
            status=told["status"],
            place=place_among(told["place"] or str(most), most) if is_open else 0,
            allowed_days=allowed_days(told["days"]),
            exit_criterion=told["exit"].strip(),
            owner=told["owner"].strip(),
            key_figure=told["figure"],
        )
        decide_stage(warehouse, wanted)

    if attempt(NAME, words, decide, words("Saved.")):
        _fill(
            next(one for one in stage_settings(warehouse) if (one.pipeline, one.stage) == (stage.pipeline, stage.stage))
        )


def _reset(warehouse: Warehouse, pipeline: str, words: Words) -> None:
    if attempt(NAME, words, lambda: reset_stages(warehouse, pipeline), words("Back to default.")):
        st.session_state.pop(_KEY.format("shown"), None)


def _template(visit: Visit, own: list[StageSetting]) -> None:
    """The usual stages with their criteria, and one button that takes the criteria over where none is written."""
    words = visit.words
    with st.expander(words("Stages that a process usually has"), type="compact", key="stages-template"):
        lines = [
            f"- **{literal(words(one.name))}**{words(': ')}{literal(words(one.exit_criterion))}" for one in TEMPLATE
        ]
        lines.append(f"- {literal(words('Won or lost: a loss needs a reason'))}")
        st.markdown("\n".join(lines))
        st.caption(
            literal(
                words("Six or seven stages are usual; long cycles add some, such as a trial or a talk with the board.")
            )
        )
        missing = [
            replace(one, exit_criterion=words(usual.exit_criterion))
            for one in own
            if one.status == "open" and not one.exit_criterion and (usual := template_of(one.stage))
        ]
        if missing:
            label = words.plural(
                "Take over the criterion of {n} stage", "Take over the criteria of {n} stages", len(missing)
            )
            st.button(label, key="stages-take", on_click=_take, args=(visit.warehouse, missing, words))


def _take(warehouse: Warehouse, missing: list[StageSetting], words: Words) -> None:
    if attempt(NAME, words, lambda: decide_texts(warehouse, missing), words("Saved.")):
        st.session_state.pop(_KEY.format("shown"), None)
