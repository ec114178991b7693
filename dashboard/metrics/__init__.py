"""The questions the product answers: one module a question, one SQL file behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dashboard.filters import DIMENSIONS
from dashboard.language import mark
from dashboard.metrics import (
    activities,
    best_quarter,
    bottlenecks,
    category_matrix,
    channel_cost,
    cohorts,
    coverage,
    customers,
    cycle_points,
    data_quality,
    deal_flags,
    dwell_trend,
    forecast_accuracy,
    forecast_categories,
    from_stage,
    lead_conversion,
    needed_deals,
    open_pipeline,
    paths,
    pipeline_changes,
    pushed_deals,
    pushes,
    reconciliation,
    sales_cycle,
    sales_velocity,
    stage_age,
    stage_conversion,
    stage_dwell,
    stage_flow,
    stage_funnel,
    stage_matrix,
    stage_weeks,
    stuck_deals,
    team,
    weighted_pipeline,
    win_curve,
    win_loss,
    win_rate,
    win_rate_change,
)
from dashboard.metrics.answers import Answer, FlowStage, FunnelStage, StageDwell
from dashboard.metrics.lead_rows import ChannelCost, LeadConversion
from dashboard.metrics.people_rows import ActivityCount, CustomerKind
from dashboard.metrics.reconciled import Reconciled
from dashboard.metrics.rows import (
    OpenStage,
    PipelineChange,
    PricedFinding,
    Pushes,
    SalesCycle,
    StageAge,
    StuckDeal,
    Velocity,
    WinLoss,
    WinRate,
)
from dashboard.metrics.targets import HAVE_TARGETS
from dashboard.warehouse.scope import Scope


@dataclass(frozen=True)
class Metric:
    """One question by name: how it is titled, what it can be broken down by, its modes, and whom to ask.

    `rows`: what its rows are, one class for all modes or one for each mode, in their order.
    """

    name: str
    title: str
    ask: Callable[..., Answer[Any]]
    rows: tuple[type, ...]
    dimensions: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()

    def row(self, mode: str | None = None) -> type:
        """The class of the rows in a mode; without one, of the default mode."""
        return self.rows[self.modes.index(mode) if mode in self.modes and len(self.rows) > 1 else 0]


def _velocity(scope: Scope, mode: str = "month") -> Answer[Any]:
    return sales_velocity.ask(scope, step=mode)


def _win_rate(scope: Scope, mode: str = "closed") -> Answer[Any]:
    overdue_days = win_rate.OVERDUE_DAYS if mode == "with_overdue" else None
    return win_rate.ask(scope, overdue_days=overdue_days, void_as_lost=mode == "with_void")


METRICS: Final = (
    Metric(stage_funnel.NAME, mark("Stage funnel"), stage_funnel.ask, (FunnelStage,), modes=stage_funnel.MODES),
    Metric(
        stage_conversion.NAME,
        mark("Conversion within days"),
        stage_conversion.ask,
        (stage_conversion.StageConversion,),
        modes=stage_conversion.MODES,
    ),
    Metric(cohorts.NAME, mark("Cohort against cohort"), cohorts.ask, (cohorts.CohortStage,), modes=cohorts.MODES),
    Metric(stage_flow.NAME, mark("Stage flow"), stage_flow.ask, (FlowStage,)),
    Metric(
        stage_dwell.NAME,
        mark("Time in stage"),
        stage_dwell.ask,
        (StageDwell,),
        dimensions=tuple(DIMENSIONS),
        modes=stage_dwell.MODES,
    ),
    Metric(
        dwell_trend.NAME,
        mark("Time in stage over time"),
        dwell_trend.ask,
        (dwell_trend.DwellPoint,),
        modes=dwell_trend.MODES,
    ),
    Metric(stage_weeks.NAME, mark("Queue by week"), stage_weeks.ask, (stage_weeks.QueueWeek,)),
    Metric(win_rate.NAME, mark("Win rate"), _win_rate, (WinRate,), modes=win_rate.MODES),
    Metric(from_stage.NAME, mark("Win rate from each stage on"), from_stage.ask, (from_stage.FromStage,)),
    Metric(
        win_loss.NAME,
        mark("Won and lost"),
        win_loss.ask,
        (WinLoss,),
        dimensions=(*DIMENSIONS, *win_loss.OWN_DIMENSIONS),
    ),
    Metric(sales_velocity.NAME, mark("Pipeline velocity"), _velocity, (Velocity,), modes=tuple(sales_velocity.STEPS)),
    Metric(sales_cycle.NAME, mark("Sales cycle"), sales_cycle.ask, (SalesCycle,), dimensions=tuple(DIMENSIONS)),
    Metric(cycle_points.NAME, mark("Sales cycle, deal by deal"), cycle_points.ask, (cycle_points.CyclePoint,)),
    Metric(open_pipeline.NAME, mark("Open pipeline"), open_pipeline.ask, (OpenStage,)),
    Metric(stage_age.NAME, mark("Age of the open deals"), stage_age.ask, (StageAge,)),
    Metric(stuck_deals.NAME, mark("Stuck deals"), stuck_deals.ask, (StuckDeal,)),
    Metric(deal_flags.NAME, mark("Flags of deals"), deal_flags.ask, (deal_flags.FlaggedDeal,)),
    Metric(pipeline_changes.NAME, mark("What changed"), pipeline_changes.ask, (PipelineChange,)),
    Metric(
        category_matrix.NAME,
        mark("From forecast category to forecast category"),
        category_matrix.ask,
        (category_matrix.CategoryMove,),
    ),
    Metric(stage_matrix.NAME, mark("From stage to stage"), stage_matrix.ask, (stage_matrix.StageMove,)),
    Metric(pushes.NAME, mark("Pushed close dates"), pushes.ask, (Pushes,), dimensions=tuple(DIMENSIONS)),
    Metric(pushed_deals.NAME, mark("Deals pushed, one by one"), pushed_deals.ask, (pushed_deals.PushedDeal,)),
    Metric(
        paths.NAME,
        mark("Ways through the stages"),
        paths.ask,
        (paths.Variant, paths.MoveBack, paths.StagePath),
        modes=paths.MODES,
    ),
    Metric(win_curve.NAME, mark("Win curve"), win_curve.ask, (win_curve.WinCurve,), modes=win_curve.MODES),
    Metric(
        win_rate_change.NAME,
        mark("Why the win rate changed"),
        win_rate_change.ask,
        (win_rate_change.RateMix,),
        dimensions=tuple(DIMENSIONS),
    ),
    Metric(
        lead_conversion.NAME,
        mark("Leads and their conversion"),
        lead_conversion.ask,
        (LeadConversion,),
        dimensions=lead_conversion.DIMENSIONS_OF_LEADS,
    ),
    Metric(channel_cost.NAME, mark("What channels cost"), channel_cost.ask, (ChannelCost,)),
    Metric(
        activities.NAME,
        mark("Activities a deal"),
        activities.ask,
        (ActivityCount,),
        dimensions=tuple(DIMENSIONS),
    ),
    Metric(customers.NAME, mark("New and known customers"), customers.ask, (CustomerKind,)),
    Metric(
        bottlenecks.NAME,
        mark("Bottlenecks"),
        bottlenecks.ask,
        (bottlenecks.Bottleneck,),
        dimensions=tuple(DIMENSIONS),
        modes=bottlenecks.MODES,
    ),
    Metric(
        best_quarter.NAME,
        mark("Each stage at its best quarter"),
        best_quarter.ask,
        (best_quarter.BestQuarter,),
    ),
    Metric(team.NAME, mark("Owners side by side"), team.ask, (team.TeamRow,), dimensions=team.DIMENSIONS_OF_PEOPLE),
    Metric(coverage.NAME, mark("Coverage"), coverage.ask, (coverage.Coverage,), dimensions=HAVE_TARGETS),
    Metric(
        weighted_pipeline.NAME,
        mark("Weighted pipeline"),
        weighted_pipeline.ask,
        (weighted_pipeline.WeightedStage, weighted_pipeline.Calibrated),
        modes=weighted_pipeline.MODES,
    ),
    Metric(
        forecast_accuracy.NAME,
        mark("Accuracy of the weighing"),
        forecast_accuracy.ask,
        (forecast_accuracy.ForecastAccuracy,),
    ),
    Metric(
        forecast_categories.NAME,
        mark("Forecast categories"),
        forecast_categories.ask,
        (forecast_categories.ForecastCategory,),
    ),
    Metric(needed_deals.NAME, mark("Deals needed for the target"), needed_deals.ask, (needed_deals.NeededDeals,)),
    Metric(data_quality.NAME, mark("What doubtful deals change"), data_quality.ask, (PricedFinding,)),
    Metric(
        reconciliation.NAME,
        mark("Two numbers that differ"),
        reconciliation.ask,
        (Reconciled,),
        modes=reconciliation.MODES,
    ),
)
