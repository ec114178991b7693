"""The ways deals take through the stages (definitions §3): variants, moves back, skips and rework."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dashboard.estimates import wilson
from dashboard.metrics import stage_funnel
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import (
    answer,
    checked_mode,
    needs_history,
    share,
    sql_path,
    stages_of,
    without_history,
)
from dashboard.metrics.path_rows import ARROW, MoveBack, StagePath, Variant
from dashboard.warehouse.scope import Scope

__all__ = ["ARROW", "MODES", "MOST", "NAME", "MoveBack", "StagePath", "Variant", "ask"]

NAME: Final = "paths"
MODES: Final = ("variants", "moves_back", "stages")
MOST: Final = 20
"""Variants a pipeline; the rest are rare ones."""


def ask(scope: Scope, mode: str = "variants", *, most: int = MOST) -> Answer[Any]:
    """Deals that entered the pipeline in the period. Rows: Variant, MoveBack or StagePath, by mode.

    At most `most` variants a pipeline; `n` counts the deals of all of them.
    """
    checked_mode(NAME, mode, MODES)
    names = {"variants": "path_variants", "moves_back": "path_moves_back", "stages": "path_stages"}
    asked = answer(scope, NAME, names[mode], mode=mode)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    n, rows, bound = _variants(scope, most) if mode == "variants" else _others(scope, mode)
    parameters = {**asked.parameters, **bound}
    return replace(asked, n=n, rows=rows, excluded=without_history(asked), parameters=parameters)


def _variants(scope: Scope, most: int) -> tuple[int, tuple[Variant, ...], dict[str, object]]:
    pipelines = {stage.pipeline_code: stage.pipeline for stage in stages_of(scope)}
    names = dict(scope.lasting(sql_path("stage_names")))
    found = scope.rows(sql_path("path_variants"), most=most)
    rows = []
    for pipeline, stages, deals, of_deals, won, lost, void, median_days in found:
        low, high = wilson(won, won + lost)
        rows.append(
            Variant(
                pipeline=pipelines.get(pipeline, ""),
                path=ARROW.join(names.get(code, "?") for code in stages),
                steps=len(stages),
                deals=deals,
                share=deals / of_deals,
                won=won,
                lost=lost,
                void=void,
                open=deals - won - lost - void,
                win_rate=share(won, won + lost),
                low=low,
                high=high,
                median_days=median_days,
            )
        )
    return sum({row[0]: row[3] for row in found}.values()), tuple(rows), {"most": most}


def _others(scope: Scope, mode: str) -> tuple[int, tuple[Any, ...], dict[str, object]]:
    rows = _moves_back(scope) if mode == "moves_back" else _stages(scope)
    return stage_funnel.ask(scope).n, rows, {}


def _moves_back(scope: Scope) -> tuple[MoveBack, ...]:
    places = {(one.pipeline_code, one.rank): one for one in stages_of(scope) if one.kind == 0}
    rows = []
    for pipeline, rank, next_rank, moves, deals, won, lost in scope.rows(sql_path("path_moves_back")):
        before, after = places.get((pipeline, rank)), places.get((pipeline, next_rank))
        if before is not None and after is not None:
            rate = share(won, won + lost)
            rows.append(MoveBack(before.pipeline, before.stage, after.stage, moves, deals, won, lost, rate))
    return tuple(rows)


def _stages(scope: Scope) -> tuple[StagePath, ...]:
    codes = {(one.pipeline, one.stage): one.stage_code for one in stages_of(scope) if one.kind == 0}
    back = dict(scope.rows(sql_path("path_stages")))
    rows = []
    for step in stage_funnel.ask(scope).rows:
        code = codes.get((step.pipeline, step.stage))
        if code is None:
            continue
        rework = back.get(code, 0)
        rows.append(
            StagePath(
                pipeline=step.pipeline,
                stage=step.stage,
                rank=step.rank,
                reached=step.reached,
                skipped=step.skipped,
                skip_rate=share(step.skipped, step.reached),
                ended=step.ended,
                moved_back=step.moved_back,
                regression_rate=share(step.moved_back, step.ended),
                entered=step.entered,
                rework=rework,
                rework_rate=share(rework, step.entered),
            )
        )
    return tuple(rows)
