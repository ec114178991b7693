"""Cohort against cohort (definitions §2): what two quarters of entry did at each stage, side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from dashboard.estimates import difference_p, false_discovery, newcombe, wilson
from dashboard.language import mark
from dashboard.metrics import stage_funnel
from dashboard.metrics.answers import Answer, FunnelStage
from dashboard.metrics.grounds import answer, checked_mode, needs_history, share, sql_path, stages_of, without_history
from dashboard.metrics.selection import Selection
from dashboard.metrics.trend_rows import CohortStage
from dashboard.periods import Period, add_months, quarter_of
from dashboard.warehouse.scope import Scope, scope_of

__all__ = ["NAME", "CohortStage", "ask", "behind", "last_full_quarter"]

NAME: Final = "cohorts"
MODES: Final = ("quarter", "year")
"""Against the quarter before, or the same quarter of the year before."""
BACK: Final = {"quarter": -3, "year": -12}
LEAST_DECIDED: Final = 20
"""Decided deals on both sides below which a difference is not tested (definitions §3: not ranked)."""
NOT_YET: Final = mark("deals still open or void in the stage: not decided there")
Found = dict[tuple[str, str], tuple[int, int]]
"""Pipeline and stage → deals that went on, and deals decided."""


def ask(
    scope: Scope, mode: str = MODES[0], *, cohort: date | None = None, against: date | None = None
) -> Answer[CohortStage]:
    """One row a stage before Won. `cohort` and `against`: any day of the two quarters of entry.

    Default: the last quarter that is over at the as-of, against the one that `mode` names. The period of the scope says
    nothing here; its other conditions hold for both. The answer's period is the quarter of `cohort`.
    """
    checked_mode(NAME, mode, MODES)
    asked = answer(scope, NAME, "stage_funnel_furthest", mode=mode)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    now = quarter_of(cohort or last_full_quarter(scope), scope.fiscal_month)
    then = quarter_of(against or add_months(now.first or scope.as_of.date(), BACK[mode]), scope.fiscal_month)
    newer, older = (stage_funnel.ask(_entered_in(scope, quarter)) for quarter in (now, then))
    rows = _told_apart(_rows(scope, newer.rows, older.rows))
    waiting = sum(row.open + row.void for row in (*newer.rows, *older.rows))
    return replace(
        asked,
        period=now,
        n=newer.n + older.n,
        rows=rows,
        excluded=without_history(asked) | ({NOT_YET: waiting} if waiting else {}),
        parameters={"scope": _entered_in(scope, now).parameters},
    )


def last_full_quarter(scope: Scope) -> date:
    """The first day of the last fiscal quarter that is over at the end of the as-of's day."""
    tomorrow = scope.as_of.date() + timedelta(days=1)
    return add_months(quarter_of(tomorrow, scope.fiscal_month).first or tomorrow, -3)


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals decided in a stage, of those that entered in the quarter of the day that `value` names."""
    try:
        quarter = quarter_of(date.fromisoformat(selection.value or ""), scope.fiscal_month)
    except ValueError:
        return []
    place = (selection.pipeline, selection.stage)
    stage = next((one for one in stages_of(scope) if (one.pipeline, one.stage) == place), None)
    if stage is None:
        return []
    entered, path = _entered_in(scope, quarter), sql_path("behind_furthest")
    parts = (("reached", stage.rank + 1), ("lost", stage.rank))
    found = (entered.rows(path, part=part, pipeline=stage.pipeline_code, rank=rank) for part, rank in parts)
    return [number for rows in found for (number,) in rows]


def _entered_in(scope: Scope, quarter: Period) -> Scope:
    return scope_of(scope.warehouse, replace(scope.filter, period=quarter))


def _rows(scope: Scope, newer: tuple[FunnelStage, ...], older: tuple[FunnelStage, ...]) -> list[CohortStage]:
    now, then = _decided(newer), _decided(older)
    return [
        _row(stage.pipeline, stage.stage, stage.rank, now.get(place, (0, 0)), then.get(place, (0, 0)))
        for stage in stages_of(scope)
        if stage.kind == 0 and ((place := (stage.pipeline, stage.stage)) in now or place in then)
    ]


def _decided(rows: tuple[FunnelStage, ...]) -> Found:
    """The last row of a pipeline is Won, where nothing is left to decide."""
    following = {(row.pipeline, row.rank): row.reached for row in rows}
    return {
        (row.pipeline, row.stage): (went_on, went_on + row.lost)
        for row in rows
        if (went_on := following.get((row.pipeline, row.rank + 1))) is not None
    }


def _row(pipeline: str, stage: str, rank: int, now: tuple[int, int], then: tuple[int, int]) -> CohortStage:
    rate, rate_before = share(*now), share(*then)
    known = rate is not None and rate_before is not None
    difference_low, difference_high = newcombe(*now, *then) if known else (None, None)
    return CohortStage(
        pipeline,
        stage,
        rank,
        *now,
        rate,
        *wilson(*now),
        *then,
        rate_before,
        *wilson(*then),
        None if rate is None or rate_before is None else rate - rate_before,
        difference_low,
        difference_high,
    )


def _told_apart(rows: list[CohortStage]) -> tuple[CohortStage, ...]:
    """The differences tested where both cohorts have enough deals, adjusted for being many."""
    tests = [
        difference_p(row.advanced, row.decided, row.advanced_before, row.decided_before)
        if min(row.decided, row.decided_before) >= LEAST_DECIDED
        else None
        for row in rows
    ]
    adjusted = false_discovery(np.array([np.nan if p is None else p for p in tests]))
    return tuple(
        replace(row, difference_q=None if np.isnan(q) else float(q)) for row, q in zip(rows, adjusted, strict=True)
    )
