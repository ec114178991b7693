"""How long deals stay in each stage, by the month or quarter in which the stay began (definitions §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from dashboard.metrics import stage_dwell
from dashboard.metrics.answers import Answer, StageDwell
from dashboard.metrics.grounds import answer, checked_mode, needs_history, sql_path, stages_of, without_history
from dashboard.metrics.selection import Selection
from dashboard.metrics.trend_rows import DwellPoint
from dashboard.periods import Period, add_months, day_number, quarter_of
from dashboard.warehouse.scope import Scope, scope_of

__all__ = ["NAME", "DwellPoint", "ask", "behind"]

NAME: Final = "dwell_trend"
MODES: Final = ("quarter", "month")
MONTHS: Final = {"quarter": 3, "month": 1}
POINTS: Final = {"quarter": 8, "month": 12}


def ask(scope: Scope, mode: str = MODES[0]) -> Answer[DwellPoint]:
    """One row a stage and point with stays, oldest first: the points up to the as-of's, or to the period's end.

    Each point is the dwell of the stays that began in it, as it is known at the as-of; the first day of the period
    says nothing here.
    """
    checked_mode(NAME, mode, MODES)
    asked = answer(scope, NAME, "stage_dwell", "stage_dwell_late", mode=mode)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    starts = _starts(scope, mode)
    begun = _begun_in(scope, starts, mode)
    found, asking = stage_dwell.by_beginning(begun, _points(starts, mode))
    rows = [_row(row, starts[point]) for point, row in found]
    rows.sort(key=lambda row: (row.pipeline, row.rank, row.period_start))
    return replace(
        asked,
        n=sum(row.n for _, row in found),
        rows=tuple(rows),
        excluded=without_history(asked),
        parameters={"scope": begun.parameters, **asking},
    )


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals with a stay in the stage that began in the month or quarter (`mode`) whose first day `value` names."""
    place = (selection.pipeline, selection.stage)
    stage = next((one for one in stages_of(scope) if (one.pipeline, one.stage) == place), None)
    try:
        start = date.fromisoformat(selection.value or "")
    except ValueError:
        return []
    if stage is None or selection.mode not in MODES:
        return []
    found = _begun_in(scope, [start], selection.mode).rows(
        sql_path("behind_visits"), part="stays", pipeline=stage.pipeline_code, rank=stage.rank, code=None
    )
    return [number for (number,) in found]


def _starts(scope: Scope, mode: str) -> list[date]:
    last = scope.filter.period.last
    end = scope.as_of.date() if last is None else min(last, scope.as_of.date())
    newest = quarter_of(end, scope.fiscal_month).first if mode == "quarter" else end.replace(day=1)
    return [add_months(newest or end, -MONTHS[mode] * back) for back in range(POINTS[mode] - 1, -1, -1)]


def _begun_in(scope: Scope, starts: list[date], mode: str) -> Scope:
    period = Period(starts[0], add_months(starts[-1], MONTHS[mode]))
    return scope_of(scope.warehouse, replace(scope.filter, period=period))


def _points(starts: list[date], mode: str) -> list[int]:
    """For each day from the first on, the point in which it lies."""
    edges = [day_number(day) for day in (*starts, add_months(starts[-1], MONTHS[mode]))]
    return [point for point, (first, before) in enumerate(pairwise(edges)) for _ in range(first, before)]


def _row(row: StageDwell, start: date) -> DwellPoint:
    return DwellPoint(
        row.pipeline,
        row.stage,
        row.rank,
        start,
        row.n_completed,
        row.n_open,
        row.km_median_days,
        row.km_low_days,
        row.km_high_days,
        row.longest_days,
    )
