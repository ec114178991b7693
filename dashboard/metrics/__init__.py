"""The questions the product answers: one module a question, one SQL file behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dashboard.filters import DIMENSIONS
from dashboard.language import mark
from dashboard.metrics import (
    open_pipeline,
    pipeline_changes,
    pushes,
    sales_cycle,
    sales_velocity,
    stage_dwell,
    stage_flow,
    stage_funnel,
    stuck_deals,
    win_loss,
    win_rate,
)
from dashboard.metrics.answers import Answer
from dashboard.warehouse.scope import Scope


@dataclass(frozen=True)
class Metric:
    """One question by name: how it is titled, what it can be broken down by, its modes, and whom to ask."""

    name: str
    title: str
    ask: Callable[..., Answer[Any]]
    dimensions: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


def _dwell(scope: Scope, by: str | None = None, mode: str = "summed") -> Answer[Any]:
    return stage_dwell.ask(scope, by, per_visit=mode == "per_visit")


def _velocity(scope: Scope, mode: str = "month") -> Answer[Any]:
    return sales_velocity.ask(scope, step=mode)


METRICS: Final = (
    Metric(stage_funnel.NAME, mark("Stage funnel"), stage_funnel.ask, modes=stage_funnel.MODES),
    Metric(stage_flow.NAME, mark("Stage flow"), stage_flow.ask),
    Metric(
        stage_dwell.NAME, mark("Time in stage"), _dwell, dimensions=tuple(DIMENSIONS), modes=("summed", "per_visit")
    ),
    Metric(win_rate.NAME, mark("Win rate"), win_rate.ask),
    Metric(win_loss.NAME, mark("Won and lost"), win_loss.ask, dimensions=(*DIMENSIONS, *win_loss.OWN_DIMENSIONS)),
    Metric(sales_velocity.NAME, mark("Pipeline velocity"), _velocity, modes=tuple(sales_velocity.STEPS)),
    Metric(sales_cycle.NAME, mark("Sales cycle"), sales_cycle.ask, dimensions=tuple(DIMENSIONS)),
    Metric(open_pipeline.NAME, mark("Open pipeline"), open_pipeline.ask),
    Metric(stuck_deals.NAME, mark("Stuck deals"), stuck_deals.ask),
    Metric(pipeline_changes.NAME, mark("What changed"), pipeline_changes.ask),
    Metric(pushes.NAME, mark("Pushed close dates"), pushes.ask, dimensions=tuple(DIMENSIONS)),
)
