"""The deals behind marks that belong to no stage: of a target, an owner, a push, a way through the stages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from dashboard.metrics import (
    activities,
    category_matrix,
    channel_cost,
    cohorts,
    customers,
    dwell_trend,
    forecast_accuracy,
    forecast_categories,
    from_stage,
    paths,
    pipeline_changes,
    pushes,
    sales_velocity,
    stage_age,
    stage_conversion,
    stage_matrix,
    stage_weeks,
    stuck_deals,
    weighted_pipeline,
    win_curve,
    win_rate_change,
)
from dashboard.metrics.coverage import period_of
from dashboard.metrics.grounds import sql_path, stages_of, values_of
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, day_number
from dashboard.warehouse.scope import Scope, scope_of

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "new": ("created", "reopened", "late_entry", "pulled_in", "carried_in", "transferred_in"),
    "gone": ("won", "lost", "void", "missing", "transferred_out", "pushed_out", "pulled_out"),
}
"""Bars of the waterfall that are one list: the deals that came, and those that went."""


def finders(scope: Scope, selection: Selection, since: datetime | None) -> dict[str, Callable[[], list[int]]]:
    """Metric → what finds the deals of such a mark; `since`: the end of the day that the selection names."""
    return {
        "stage_matrix": lambda: stage_matrix.behind(scope, selection, since),
        "category_matrix": lambda: category_matrix.behind(scope, selection, since),
        "cohorts": lambda: cohorts.behind(scope, selection),
        "from_stage": lambda: from_stage.behind(scope, selection),
        "dwell_trend": lambda: dwell_trend.behind(scope, selection),
        "stage_weeks": lambda: stage_weeks.behind(scope, selection),
        "sales_velocity": lambda: sales_velocity.behind(scope, selection),
        "stage_age": lambda: stage_age.behind(scope, selection),
        "coverage": lambda: planned(scope, selection),
        "pushes": lambda: pushed(scope, selection, since),
        "paths": lambda: way(scope, selection),
        "win_rate_change": lambda: decided(scope, selection),
        "customers": lambda: customers.behind(scope, selection.value or "", part=selection.part or "won"),
        "cycle_points": lambda: one(scope, selection),
        "win_curve": lambda: win_curve.behind(scope, selection),
        "stage_conversion": lambda: stage_conversion.behind(scope, selection),
        "activities": lambda: activities.behind(scope, selection.part),
        "forecast_categories": lambda: forecast_categories.behind(scope, selection.value or ""),
        "forecast_accuracy": lambda: forecast_accuracy.behind(scope, selection),
        "weighted_pipeline": lambda: weighted_pipeline.behind(scope, selection),
        "channel_cost": lambda: channel_cost.behind(scope, selection.value or ""),
    }


def planned(scope: Scope, selection: Selection) -> list[int]:
    """Of the period of a target (`coverage`): part won, due, overdue, undated; by and value."""
    period = period_of(scope)
    today = scope.as_of.date()
    return _flat(
        _broken(scope, selection),
        "behind_coverage",
        part=selection.part or "due",
        code=code_of(scope, selection),
        from_day=day_number(period.first or today),
        before_day=day_number(period.before or today),
        today=day_number(today),
    )


def standing(scope: Scope, selection: Selection) -> list[int]:
    """Open at the as-of, of one value of a dimension."""
    return planned(scope, replace(selection, part="open"))


def stuck(scope: Scope, selection: Selection) -> list[int]:
    """The stuck deals of one value of a dimension."""
    ids = [row.deal_id for row in stuck_deals.ask(scope, most=1_000_000_000).rows]
    theirs = set(standing(scope, selection))
    return [number for (number,) in scope.rows(sql_path("deal_numbers"), deal_ids=ids) if number in theirs]


def pushed(scope: Scope, selection: Selection, since: datetime | None) -> list[int]:
    """Deals with a push since then, else in the period of the scope or the four quarters before; by and value."""
    scope = scope if since is None else after(scope, since)
    starts, ends = pushes.span(scope)
    return _flat(
        _broken(scope, selection), "behind_pushes", code=code_of(scope, selection), start_min=starts, end_min=ends
    )


def after(scope: Scope, since: datetime) -> Scope:
    """The same scope with the days after `since` up to the as-of as its period."""
    first, before = since.date() + timedelta(days=1), scope.as_of.date() + timedelta(days=1)
    return scope_of(scope.warehouse, replace(scope.filter, period=Period(min(first, scope.as_of.date()), before)))


def changed(scope: Scope, group: str, since: datetime | None) -> list[int]:
    """The deals of several bars of the waterfall."""
    found = scope.rows(sql_path("pipeline_changes"), with_deals=True, **pipeline_changes.bound(scope, since))
    return sorted({number for kind, _, _, numbers in found if kind in GROUPS[group] for number in numbers or ()})


def way(scope: Scope, selection: Selection) -> list[int]:
    """Of the ways through the stages: those of one variant, or those that moved back (part moves_back)."""
    pipeline = next((code for code, name in values_of(scope, "pipeline").items() if name == selection.pipeline), -1)
    if selection.part == "moves_back":
        ranks = {one.stage: one.rank for one in stages_of(scope) if one.pipeline == selection.pipeline}
        rank, next_rank = ranks.get(selection.stage or "", -1), ranks.get(selection.value or "", -1)
        return _flat(scope, "behind_move_back", pipeline=pipeline, rank=rank, next_rank=next_rank)
    names = dict(scope.lasting(sql_path("stage_names")))
    for of_pipeline, stages, *_ in scope.rows(sql_path("path_variants"), most=paths.MOST):
        if of_pipeline == pipeline and paths.ARROW.join(names.get(code, "?") for code in stages) == selection.value:
            return _flat(scope, "behind_path", pipeline=pipeline, stages=stages)
    return []


def decided(scope: Scope, selection: Selection) -> list[int]:
    """Closed in the later period of a change of the win rate; by and value."""
    _, first, before = win_rate_change.days_of(scope)
    later = scope_of(scope.warehouse, replace(scope.filter, period=Period(first, before)))
    code = code_of(later, selection)
    return _flat(_broken(later, selection), "behind_closed", part="closed", by=selection.by, code=code, pipeline=None)


def one(scope: Scope, selection: Selection) -> list[int]:
    """The one deal of this id."""
    return [number for (number,) in scope.rows(sql_path("deal_numbers"), deal_ids=[selection.value or ""])]


def code_of(scope: Scope, selection: Selection) -> int | None:
    """The code of the selected value; None where none is selected, −1 for one that no deal has."""
    if selection.by is None or selection.value is None:
        return None
    return {text: code for code, text in values_of(scope, selection.by).items()}.get(selection.value, -1)


def _broken(scope: Scope, selection: Selection) -> Scope:
    return scope.broken_down(None if selection.value is None else selection.by)


def _flat(scope: Scope, name: str, **parameters: Any) -> list[int]:  # noqa: ANN401 - what DuckDB binds
    return [number for (number,) in scope.rows(sql_path(name), **parameters)]
