"""From each stage on: how often deals that came so far are won (definitions §4), and how long that takes (§5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.estimates import wilson
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, needs_history, share, sql_path, stages_of, without_history
from dashboard.metrics.outlook_rows import FromStage
from dashboard.metrics.selection import Selection
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "FromStage", "ask", "behind"]

NAME: Final = "from_stage"
WON, LOST = 1, 2


def ask(scope: Scope) -> Answer[FromStage]:
    """One row a stage of the pipelines in which deals with a stage history closed in the period."""
    asked = answer(scope, NAME, "from_stage_rates", NAME)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    closed = scope.rows(sql_path("from_stage_rates"))
    ways = {stage: timed for stage, *timed in scope.rows(sql_path(NAME))}
    pipelines = {pipeline for pipeline, *_ in closed}
    rows = []
    for stage in stages_of(scope):
        if stage.kind or stage.pipeline_code not in pipelines:
            continue
        own = [(kind, furthest, deals) for pipeline, kind, furthest, deals in closed if pipeline == stage.pipeline_code]
        won = sum(deals for kind, _, deals in own if kind == WON)
        lost = sum(deals for kind, furthest, deals in own if kind == LOST and furthest >= stage.rank)
        low, high = wilson(won, won + lost)
        timed, median_days, mean_days = ways.get(stage.stage_code, (0, None, None))
        rows.append(
            FromStage(
                pipeline=stage.pipeline,
                stage=stage.stage,
                rank=stage.rank,
                won=won,
                lost=lost,
                win_rate=share(won, won + lost),
                low=low,
                high=high,
                timed=timed,
                median_days=median_days,
                mean_days=mean_days,
            )
        )
    return replace(asked, n=sum(row[3] for row in closed), rows=tuple(rows), excluded=without_history(asked))


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals that the rate from one stage on rests on: won, or lost after they had come to it."""
    place = (selection.pipeline, selection.stage)
    stage = next((one for one in stages_of(scope) if (one.pipeline, one.stage) == place), None)
    if stage is None:
        return []
    found = scope.rows(sql_path("behind_from_stage"), pipeline=stage.pipeline_code, rank=stage.rank)
    return [number for (number,) in found]
