"""Flow through the stages in a period (definitions §2): open at start + entered − left = open at end."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.metrics.answers import Answer, FlowStage
from dashboard.metrics.grounds import answer, needs_history, sql_path, stages_of, without_history
from dashboard.periods import MINUTES_A_DAY, day_number
from dashboard.warehouse.scope import Scope

NAME: Final = "stage_flow"


def ask(scope: Scope) -> Answer[FlowStage]:
    """One row a stage. The period ends at the as-of at the latest; without a start it holds the whole history."""
    asked = answer(scope, NAME, "stage_flow")
    refused = needs_history(asked)
    if refused is not None:
        return refused
    start_min, end_min = _bounds(scope)
    found = {
        (row[0], row[1]): row[2:] for row in scope.rows(sql_path("stage_flow"), start_min=start_min, end_min=end_min)
    }
    rows = []
    for stage in stages_of(scope):
        counts = found.get((stage.pipeline_code, stage.rank))
        if stage.kind == 0 and counts is not None:
            start, entered, advanced, moved_back, won, lost, void, missing, end = counts
            rows.append(
                FlowStage(
                    stage.pipeline,
                    stage.stage,
                    stage.rank,
                    start,
                    entered,
                    advanced,
                    moved_back,
                    lost,
                    void,
                    won,
                    end,
                    missing,
                )
            )
    return replace(
        asked,
        n=sum(row.open_at_start + row.entered for row in rows),
        rows=tuple(rows),
        excluded=without_history(asked),
        parameters={**asked.parameters, "start_min": start_min, "end_min": end_min},
    )


def behind(scope: Scope, pipeline: int | None, rank: int | None, *, part: str) -> list[int]:
    """The deals of one part of the flow (entered, or how a visit ended: advanced, won, lost, moved_back, void)."""
    start_min, end_min = _bounds(scope)
    bounds = {"start_min": start_min, "end_min": end_min}
    found = scope.rows(sql_path("behind_flow"), pipeline=pipeline, rank=rank, part=part, **bounds)
    return [number for (number,) in found]


def deals_moved(scope: Scope) -> dict[tuple[str, str, str], int]:
    """How many deals each part of the flow holds, by pipeline, stage and part: one that came twice is one deal."""
    start_min, end_min = _bounds(scope)
    stages = {(stage.pipeline_code, stage.rank): stage for stage in stages_of(scope) if stage.kind == 0}
    return {
        (stages[pipeline, rank].pipeline, stages[pipeline, rank].stage, part): deals
        for pipeline, rank, part, deals in scope.rows(sql_path("flow_deals"), start_min=start_min, end_min=end_min)
        if (pipeline, rank) in stages
    }


def _bounds(scope: Scope) -> tuple[int, int]:
    """First minute of the period and the minute after its last, cut at the as-of."""
    first, before = scope.filter.period.first, scope.filter.period.before
    start = -MINUTES_A_DAY * 400_000 if first is None else day_number(first) * MINUTES_A_DAY
    end = scope.as_of_min + 1
    if before is not None:
        end = min(end, day_number(before) * MINUTES_A_DAY)
    # A period that begins after the as-of shows what was known then: nobody has moved yet.
    start = min(start, scope.as_of_min + 1)
    return start, max(start, end)
