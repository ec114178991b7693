"""The stage funnel in its modes (definitions §2): how far the deals of a cohort came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from dashboard.estimates import wilson
from dashboard.language import mark
from dashboard.metrics import open_pipeline, stage_flow
from dashboard.metrics.answers import Answer, FunnelStage
from dashboard.metrics.furthest import Standing, only_complete_wins, standing_of
from dashboard.metrics.grounds import (
    Stage,
    answer,
    checked_mode,
    needs_history,
    share,
    sql_path,
    stages_of,
    without_history,
)
from dashboard.warehouse.scope import Scope

NAME: Final = "stage_funnel"
MODES: Final = ("reached", "entered", "in_order", "flow", "now")
NO_VISITS: Final = (0, 0, 0, 0, 0, 0)
SQL_OF: Final = {
    "reached": ("stage_funnel_furthest", "stage_funnel_visits"),
    "entered": ("stage_funnel_furthest", "stage_funnel_visits", "stage_funnel_visit_values"),
    "in_order": ("stage_funnel_in_order",),
    "flow": ("stage_flow",),
}
NO_STAGE: Final = mark("deals that closed without visiting a stage")


NOTHING: Final = FunnelStage("", "", 0, 0, 0, 0, 0, None, None, None, None, None, 0.0, 0.0, 0, 0, 0)


def ask(scope: Scope, mode: str = "reached") -> Answer[FunnelStage]:
    """The funnel of every pipeline in scope, stage by stage.

    Modes: reached (furthest stage, default), entered (visited at all), in_order (1, then 2, …), flow (in the
    stage during the period), now (in the stage at the as-of). The last row of a pipeline is Won, but for flow and now.
    """
    checked_mode(NAME, mode, MODES)
    if mode == "now":
        return _now(scope)
    asked = answer(scope, NAME, *SQL_OF[mode], mode=mode)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    build: dict[str, Callable[[Scope], tuple[tuple[FunnelStage, ...], int, int]]] = {
        "reached": _reached,
        "entered": _entered,
        "in_order": _in_order,
        "flow": _flow,
    }
    rows, n, stageless = build[mode](scope)
    excluded = without_history(asked) | ({NO_STAGE: stageless} if stageless else {})
    return replace(asked, n=n, rows=rows, excluded=excluded)


def _reached(scope: Scope) -> tuple[tuple[FunnelStage, ...], int, int]:
    found = scope.rows(sql_path("stage_funnel_furthest"))
    standing = standing_of([(p, k, f, n, v, w) for p, k, f, level, n, v, w in found if level < 3 and (f > 0 or k > 0)])
    visits: dict[int, Sequence[int]] = {stage: counts for stage, *counts in scope.rows(sql_path("stage_funnel_visits"))}
    rows = _steps(stages_of(scope), standing, visits)
    stageless = sum(n for (_, kind, furthest), n in standing.deals.items() if kind > 1 and furthest == 0)
    return rows, sum(standing.deals.values()) - stageless, stageless


def _in_order(scope: Scope) -> tuple[tuple[FunnelStage, ...], int, int]:
    standing = standing_of(scope.rows(sql_path("stage_funnel_in_order")))
    complete = only_complete_wins(standing, stages_of(scope))
    n = sum(count for (_, _, depth), count in standing.deals.items() if depth > 0)
    return _steps(stages_of(scope), complete, None), n, 0


def _steps(
    stages: tuple[Stage, ...], standing: Standing, visits: dict[int, Sequence[int]] | None
) -> tuple[FunnelStage, ...]:
    rows: list[FunnelStage] = []
    for pipeline in dict.fromkeys(stage.pipeline_code for stage in stages):
        if not any(code == pipeline for code, _, _ in standing.deals):
            continue
        own = [stage for stage in stages if stage.pipeline_code == pipeline]
        open_stages = [stage for stage in own if stage.kind == 0]
        won = next((stage for stage in own if stage.kind == 1), None)
        steps = [
            _step(stage, standing, None if visits is None else visits.get(stage.stage_code, NO_VISITS))
            for stage in open_stages
        ]
        if won is not None:
            steps.append(_won_step(won, standing))
        rows.extend(_with_conversion(steps))
    return tuple(rows)


def _step(stage: Stage, standing: Standing, visits: Sequence[int] | None) -> FunnelStage:
    pipeline, rank = stage.pipeline_code, stage.rank
    reached = int(standing.total(pipeline, rank, standing.deals))
    visited, ended, moved_back = (reached, 0, 0) if visits is None else visits[:3]
    return FunnelStage(
        pipeline=stage.pipeline,
        stage=stage.stage,
        rank=rank,
        reached=reached,
        lost=standing.at(pipeline, 2, rank),
        void=standing.at(pipeline, 3, rank),
        open=standing.at(pipeline, 0, rank),
        conversion=None,
        settled_conversion=None,
        settled_low=None,
        settled_high=None,
        share_of_first=None,
        reached_value=standing.total(pipeline, rank, standing.value),
        weighted_value=standing.total(pipeline, rank, standing.weighted),
        skipped=reached - visited,
        entered=visited,
        moved_back=moved_back,
        ended=ended,
    )


def _won_step(stage: Stage, standing: Standing) -> FunnelStage:
    return replace(
        NOTHING,
        pipeline=stage.pipeline,
        stage=stage.stage,
        rank=stage.rank,
        reached=int(standing.won(stage.pipeline_code, standing.deals)),
        reached_value=standing.won(stage.pipeline_code, standing.value),
        weighted_value=standing.won(stage.pipeline_code, standing.weighted),
    )


def _with_conversion(steps: list[FunnelStage]) -> list[FunnelStage]:
    """Conversion to the next step, settled conversion with its interval, and the share of the first step."""
    first = steps[0].reached if steps else 0
    done = []
    for place, step in enumerate(steps):
        following = steps[place + 1].reached if place + 1 < len(steps) else None
        if following is None:
            done.append(replace(step, share_of_first=share(step.reached, first)))
            continue
        settled = following + step.lost
        low, high = wilson(following, settled)
        done.append(
            replace(
                step,
                conversion=share(following, step.reached),
                settled_conversion=share(following, settled),
                settled_low=low,
                settled_high=high,
                share_of_first=share(step.reached, first),
            )
        )
    return done


def _entered(scope: Scope) -> tuple[tuple[FunnelStage, ...], int, int]:
    found = scope.rows(sql_path("stage_funnel_furthest"))
    standing = standing_of([(p, k, f, n, v, w) for p, k, f, level, n, v, w in found if level < 3 and (f > 0 or k > 0)])
    visits: dict[int, Sequence[int]] = {stage: counts for stage, *counts in scope.rows(sql_path("stage_funnel_visits"))}
    values = {(row[0], row[1]): (row[2], row[3]) for row in scope.rows(sql_path("stage_funnel_visit_values"))}
    pipelines = {pipeline for pipeline, _, _ in standing.deals}
    rows: list[FunnelStage] = []
    for pipeline in dict.fromkeys(stage.pipeline_code for stage in stages_of(scope)):
        own = [stage for stage in stages_of(scope) if stage.pipeline_code == pipeline and pipeline in pipelines]
        steps = [
            _won_step(stage, standing)
            if stage.kind == 1
            else _visited(stage, visits.get(stage.stage_code, NO_VISITS), values.get((pipeline, stage.rank)))
            for stage in own
        ]
        rows.extend(_with_share_only(steps))
    return tuple(rows), sum(standing.deals.values()), 0


def _visited(stage: Stage, visits: Sequence[int], values: tuple[float, float] | None) -> FunnelStage:
    visited, ended, moved_back, lost, void, still_open = visits
    value, weighted = values or (0.0, 0.0)
    return replace(
        NOTHING,
        pipeline=stage.pipeline,
        stage=stage.stage,
        rank=stage.rank,
        reached=visited,
        entered=visited,
        lost=lost,
        void=void,
        open=still_open,
        reached_value=value,
        weighted_value=weighted,
        moved_back=moved_back,
        ended=ended,
    )


def _with_share_only(steps: list[FunnelStage]) -> list[FunnelStage]:
    """Ratios of neighbours; not a conversion of the same deals, so without a settled rate or an interval."""
    first = steps[0].reached if steps else 0
    return [
        replace(
            step,
            conversion=share(steps[place + 1].reached, step.reached) if place + 1 < len(steps) else None,
            share_of_first=share(step.reached, first),
        )
        for place, step in enumerate(steps)
    ]


def _flow(scope: Scope) -> tuple[tuple[FunnelStage, ...], int, int]:
    flow = stage_flow.ask(scope)
    rows = []
    for row in flow.rows:
        through = row.advanced + row.won
        low, high = wilson(through, through + row.lost)
        rows.append(
            replace(
                NOTHING,
                pipeline=row.pipeline,
                stage=row.stage,
                rank=row.rank,
                reached=row.open_at_start + row.entered,
                lost=row.lost,
                void=row.void,
                open=row.open_at_end,
                conversion=share(through, row.open_at_start + row.entered),
                settled_conversion=share(through, through + row.lost),
                settled_low=low,
                settled_high=high,
                moved_back=row.moved_back,
                ended=through + row.lost + row.void + row.moved_back,
            )
        )
    return tuple(rows), flow.n, 0


def _now(scope: Scope) -> Answer[FunnelStage]:
    standing = open_pipeline.ask(scope)
    rows = tuple(
        replace(
            NOTHING,
            pipeline=row.pipeline,
            stage=row.stage,
            rank=row.rank,
            reached=row.deals,
            open=row.deals,
            reached_value=row.value,
            weighted_value=row.weighted,
        )
        for row in standing.rows
    )
    asked: Answer[FunnelStage] = answer(scope, NAME, "open_pipeline", mode="now")
    return replace(asked, n=standing.n, rows=rows, excluded=standing.excluded)
