"""Conversion within h days (definitions §2): how the stays in a stage have ended by then, young cohorts included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates import Incidence, LateEntries, aalen_johansen
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import (
    Stage,
    answer,
    checked_mode,
    needs_history,
    sql_path,
    stages_of,
    without_history,
)
from dashboard.metrics.path_rows import Place, StageConversion
from dashboard.metrics.selection import Selection
from dashboard.metrics.stage_dwell import UNKNOWN_ENTRY, step_minutes
from dashboard.metrics.winning import chances_to_win
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope

__all__ = ["MODES", "NAME", "StageConversion", "ask", "behind", "deals_of"]

NAME: Final = "stage_conversion"
MODES: Final = ("90", "30", "60", "180")
"""Days after entering the stage."""
ADVANCED, MOVED_BACK, WON, LOST, VOID = 1, 2, 3, 4, 5
CAUSES: Final = ((ADVANCED, WON), (MOVED_BACK,), (LOST,), (VOID,))
"""Ways of leaving that are one column each: on, back, lost, void."""
Integers = npt.NDArray[np.int64]
Shares = tuple[float, float, float, float]


def ask(scope: Scope, mode: str = "90") -> Answer[StageConversion]:
    """One row a stage with stays that began in the period; `mode`: the days h, one of MODES."""
    horizon = int(checked_mode(NAME, mode, MODES))
    asked = answer(scope, NAME, "stage_conversion", mode=mode)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    bound = {"step_min": step_minutes(scope), "most_min": (horizon + 1) * MINUTES_A_DAY}
    found = {name: np.asarray(column) for name, column in scope.columns(sql_path(NAME), **bound).items()}
    won = chances_to_win(scope)
    rows = []
    for stage in stages_of(scope):
        own = found["stage"] == stage.stage_code
        if stage.kind == 0 and own.any():
            columns = {name: column[own].astype(np.int64) for name, column in found.items()}
            row = _row(stage, columns, horizon, bound["step_min"])
            rows.append(replace(row, win_chance=won.get((stage.pipeline_code, stage.rank))))
    excluded = without_history(asked)
    if scope.totals.unknown_entries:
        ((unknown,),) = scope.rows(sql_path("stage_dwell_excluded"))
        excluded |= {UNKNOWN_ENTRY: unknown} if unknown else {}
    return replace(
        asked,
        n=sum(row.stays for row in rows),
        rows=tuple(rows),
        excluded=excluded,
        parameters={**asked.parameters, **bound},
    )


def deals_of(scope: Scope, mode: str = "90") -> dict[Place, int]:
    """How many deals each part of each stage holds: advanced (or won), moved_back, lost, void, open."""
    return {place: deals for place, deals, _ in _parts(scope, mode, with_deals=False)}


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals of one part of a stage; `value`: the days h."""
    wanted = (selection.pipeline or "", selection.stage or "", selection.part)
    found = _parts(scope, checked_mode(NAME, selection.value or MODES[0], MODES), with_deals=True)
    return [number for place, _, numbers in found if place == wanted for number in numbers or ()]


def _parts(scope: Scope, mode: str, *, with_deals: bool) -> Iterator[tuple[Place, int, list[int] | None]]:
    days = int(mode)
    bound = {"horizon_min": days * MINUTES_A_DAY, "most_min": (days + 1) * MINUTES_A_DAY}
    stages = {(stage.pipeline_code, stage.rank): stage for stage in stages_of(scope) if stage.kind == 0}
    for pipeline, rank, part, deals, numbers in scope.rows(
        sql_path("conversion_deals"), with_deals=with_deals, **bound
    ):
        if (stage := stages.get((pipeline, rank))) is not None:
            yield (stage.pipeline, stage.stage, part), deals, numbers


def _row(stage: Stage, found: dict[str, Integers], horizon: int, step_min: int) -> StageConversion:
    stays, days = found["stays"], _days(found["steps"], step_min)
    ended = found["leaves"] > 0
    shares, (low, high) = _shares(found, days, horizon, step_min)
    return StageConversion(
        pipeline=stage.pipeline,
        stage=stage.stage,
        rank=stage.rank,
        horizon_days=horizon,
        stays=int(stays.sum()),
        watched=int(stays[(ended & (days <= horizon)) | (days > horizon)].sum()),
        advanced=None if shares is None else shares[0],
        advanced_low=low,
        advanced_high=high,
        moved_back=None if shares is None else shares[1],
        lost=None if shares is None else shares[2],
        void=None if shares is None else shares[3],
        open=None if shares is None else max(0.0, 1.0 - sum(shares)),
        win_chance=None,
    )


def _shares(
    found: dict[str, Integers], days: npt.NDArray[np.float64], horizon: int, step_min: int
) -> tuple[Shares | None, tuple[float | None, float | None]]:
    times, at = np.unique(days, return_inverse=True)

    def counted(*ways: int) -> npt.NDArray[np.float64]:
        weights = np.where(np.isin(found["leaves"], ways), found["stays"], 0)
        return np.asarray(np.bincount(at, weights=weights, minlength=len(times)), dtype=np.float64)

    late = found["joined"] > 0
    entries = LateEntries(_days(found["joined"][late], step_min), found["stays"][late]) if late.any() else None
    curve = aalen_johansen(times, np.column_stack([counted(*ways) for ways in CAUSES]), counted(0), entries)
    if not _reaches(curve, float(times[-1]), horizon):
        return None, (None, None)
    advanced, back, lost, void = curve.at(horizon)
    return (advanced, back, lost, void), curve.interval(horizon, 0)


def _reaches(curve: Incidence, longest: float, horizon: int) -> bool:
    """Whether the share still there is known as far as the horizon: stays were watched so long, or none is left."""
    return longest >= horizon or bool(curve.survival.size and curve.survival[-1] <= 0)


def _days(steps: npt.NDArray[Any], step_min: int) -> npt.NDArray[np.float64]:
    """Length in days; a step longer than a minute stands for its middle."""
    return np.asarray((steps + (0.5 if step_min > 1 else 0.0)) * step_min / MINUTES_A_DAY, dtype=np.float64)
