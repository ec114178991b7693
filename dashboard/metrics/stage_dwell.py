"""How long deals stay in each stage (definitions §3): Kaplan–Meier first, the plain figures beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates import LateEntries, StaySummary, Survival, kaplan_meier, summarise_stays
from dashboard.estimates.runs import ascending, starts_of_runs
from dashboard.language import mark
from dashboard.metrics import stage_dwell_working
from dashboard.metrics.answers import DWELL_MODES, PER_VISIT, SUMMED, WORKING_DAYS, Answer, StageDwell
from dashboard.metrics.grounds import (
    Stage,
    answer,
    checked_dimension,
    checked_mode,
    needs_history,
    sql_path,
    stages_of,
    values_of,
    without_history,
)
from dashboard.metrics.stage_dwell_working import Columns, calendar_said, worked_stays
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope

NAME: Final = "stage_dwell"
MODES: Final = DWELL_MODES
SQL_OF: Final = {
    SUMMED: ("stage_dwell", "stage_dwell_late"),
    PER_VISIT: ("stage_dwell", "stage_dwell_late"),
    WORKING_DAYS: stage_dwell_working.SQL,
}
"""The files behind each mode."""
UNKNOWN_ENTRY: Final = mark("stays whose beginning no file tells")
EXACT_UP_TO: Final = 300_000
"""Visits in the warehouse up to which stays are counted to the minute; above that by the day."""
ADVANCED, MOVED_BACK, WON, LOST, VOID = 1, 2, 3, 4, 5
WAY_BITS: Final = 3
WAYS: Final = 1 << WAY_BITS
"""Room for the ways of leaving in `steps_and_way`: the length of a stay × 8 + the way."""


Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Stays:
    """Counted stays, sorted by group and length. `places`: the (stage, code) of each group.

    `group`, `days`, `ended`, `going_on`: one entry a group and length. `left[group, way of leaving]`: ended stays.
    """

    places: tuple[tuple[int, int], ...]
    group: Integers
    days: Floats
    ended: Integers
    going_on: Integers
    left: Integers

    def of(self, group: int) -> tuple[Floats, Integers, Integers]:
        """Lengths, ended and going on of one group."""
        own = self.group == group
        return self.days[own], self.ended[own], self.going_on[own]


def ask(scope: Scope, by: str | None = None, *, mode: str = SUMMED, curves: bool = False) -> Answer[StageDwell]:
    """One row a stage, or a stage and value of the dimension; stays that began in the period.

    A stay is the sum of a deal's visits to the stage, in WORKING_DAYS counted on the working days of the calendar that
    people decided on, or PER_VISIT each visit on its own. `curves` adds the survival curve of each row as (days, share
    still there). Stays are counted to the minute up to EXACT_UP_TO visits in the warehouse, above that by the day.
    """
    scope = scope.broken_down(checked_dimension(NAME, by))
    asked = answer(scope, NAME, *SQL_OF[checked_mode(NAME, mode, MODES)], by=by, mode=mode)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    found, asking = _told(scope, mode, curves=curves, names=values_of(scope, by) if by else None)
    rows = tuple(row for _, row in found)
    excluded = without_history(asked)
    if scope.totals.unknown_entries:
        ((unknown,),) = scope.rows(sql_path("stage_dwell_excluded"))
        excluded |= {UNKNOWN_ENTRY: unknown} if unknown else {}
    return replace(
        asked,
        n=sum(row.n for row in rows),
        rows=rows,
        excluded=excluded,
        parameters={**asked.parameters, **asking},
    )


def by_beginning(scope: Scope, points: list[int]) -> tuple[list[tuple[int, StageDwell]], dict[str, object]]:
    """Rows by stage and part of the period in which the stay began, with the number of the part; also what was bound.

    `points`: for each day of the period, whose first must be known, the number of its part.
    """
    return _told(scope, SUMMED, points)


def _told(
    scope: Scope,
    mode: str,
    points: list[int] | None = None,
    *,
    curves: bool = False,
    names: dict[int, str] | None = None,
) -> tuple[list[tuple[int, StageDwell]], dict[str, object]]:
    """Code and figures of every group of stays, with the `names` behind the codes; also what was bound."""
    step_min = step_minutes(scope)
    found, joined, asking = _found(scope, mode, step_min, points)
    stays = _counted(found, step_min)
    late = _late_entries(joined, stays, step_min) if joined else {}
    return _rows(scope, stays, late, names, curves=curves), asking


def _found(
    scope: Scope, mode: str, step_min: int, points: list[int] | None
) -> tuple[Columns, Columns, dict[str, object]]:
    """The histogram of stays, when the late ones joined (empty where none did), and what was bound."""
    asking: dict[str, object] = {"step_min": step_min}
    if mode == WORKING_DAYS:
        asking |= {"with_late": scope.totals.late_entries > 0, **calendar_said(work_calendar(scope.warehouse))}
        return *worked_stays(scope, step_min), asking
    asking |= {"per_visit": mode == PER_VISIT, "points": points}
    found = scope.columns(sql_path("stage_dwell"), **asking)
    late = scope.columns(sql_path("stage_dwell_late"), **asking) if scope.totals.late_entries else {}
    return found, late, asking


def step_minutes(scope: Scope) -> int:
    """Minutes of a step in which stays are counted."""
    return 1 if scope.totals.visits <= EXACT_UP_TO else MINUTES_A_DAY


def _counted(found: dict[str, npt.NDArray[Any]], step_min: int) -> _Stays:
    """Add the rows of the histogram up by group and length: both ends of a length meet, and the ways of leaving."""
    columns = [found[name] for name in ("stage", "code", "steps_and_way")]
    order = ascending(*columns)
    stage, code, length = (column[order] for column in columns)
    stays, steps, leaves = found["stays"][order], length >> WAY_BITS, length & (WAYS - 1)
    cells = starts_of_runs(stage, code, steps)
    first = starts_of_runs(stage[cells], code[cells])
    group = np.repeat(np.arange(len(first)), np.diff(first, append=len(cells)))
    group_of_rows = np.repeat(group, np.diff(cells, append=len(length)))
    left = np.bincount((group_of_rows << WAY_BITS) | leaves, weights=stays, minlength=len(first) << WAY_BITS)
    places = cells[first]
    return _Stays(
        tuple(zip(stage[places].tolist(), code[places].tolist(), strict=True)),
        group,
        _days(steps[cells], step_min),
        _sums(np.where(leaves > 0, stays, 0), cells),
        _sums(np.where(leaves > 0, 0, stays), cells),
        left.reshape(-1, WAYS).astype(np.int64),
    )


def _sums(values: Integers, starts: Integers) -> Integers:
    """Sum of each run of values that begins at one of `starts`."""
    return np.asarray(np.add.reduceat(values, starts) if starts.size else values, dtype=np.int64)


def _days(steps: npt.NDArray[Any], step_min: int) -> Floats:
    """Length in days of a number of steps; a step longer than a minute stands for its middle."""
    middle = 0.5 if step_min > 1 else 0.0
    return np.asarray((np.asarray(steps, dtype=np.float64) + middle) * step_min / MINUTES_A_DAY, dtype=np.float64)


def _rows(
    scope: Scope, stays: _Stays, late: dict[int, LateEntries], names: dict[int, str] | None, *, curves: bool
) -> list[tuple[int, StageDwell]]:
    stages = {stage.stage_code: stage for stage in stages_of(scope) if stage.kind == 0}
    figures = summarise_stays(stays.group, stays.days, stays.ended, stays.going_on, groups=len(stays.places))
    every = zip(figures.completed.tolist(), figures.going_on.tolist(), _told_days(figures), strict=True)
    rows = []
    for group, ((stage_code, code), told, left) in enumerate(
        zip(stays.places, every, stays.left.tolist(), strict=True)
    ):
        stage = stages.get(stage_code)
        if stage is None:
            continue
        row = _row(stage, None if names is None else names.get(code, ""), *told, left)
        if curves or group in late:
            row = _with_curve(row, kaplan_meier(*stays.of(group), late.get(group)), drawn=curves)
        rows.append((code, row))
    return rows


def _told_days(figures: StaySummary) -> list[tuple[float | None, ...]]:
    """Of each group the days in the order of the row, from `km_median_days` to `longest_days`; None for no figure."""
    median, p75, p90 = figures.quantiles.T
    columns = (median, figures.low, figures.high, p75, p90, figures.mean, figures.median, figures.longest)
    return list(zip(*([None if math.isnan(one) else one for one in days.tolist()] for days in columns), strict=True))


def _row(
    stage: Stage,
    value: str | None,
    completed: int,
    going_on: int,
    days: tuple[float | None, ...],
    left: list[int],
) -> StageDwell:
    median, low, high, p75, p90, mean_completed, median_completed, longest = days
    return StageDwell(
        pipeline=stage.pipeline,
        stage=stage.stage,
        rank=stage.rank,
        value=value,
        n_completed=completed,
        n_open=going_on,
        km_median_days=median,
        km_low_days=low,
        km_high_days=high,
        p75_days=p75,
        p90_days=p90,
        mean_completed_days=mean_completed,
        median_completed_days=median_completed,
        longest_days=longest,
        advanced=left[ADVANCED] + left[WON],
        moved_back=left[MOVED_BACK],
        lost=left[LOST],
        void=left[VOID],
    )


def _with_curve(row: StageDwell, curve: Survival, *, drawn: bool) -> StageDwell:
    """The figures by the curve itself, which knows of late entries; its points where it is to be drawn."""
    low, high = curve.interval(0.5)
    return replace(
        row,
        km_median_days=curve.quantile(0.5),
        km_low_days=low,
        km_high_days=high,
        p75_days=curve.quantile(0.75),
        p90_days=curve.quantile(0.9),
        curve=_points(curve) if drawn else (),
    )


def _late_entries(found: dict[str, npt.NDArray[Any]], stays: _Stays, step_min: int) -> dict[int, LateEntries]:
    """Per group the ages at which stays joined that were going on before their observation began."""
    groups = {place: group for group, place in enumerate(stays.places)}
    joined: dict[int, list[tuple[float, int]]] = {}
    for stage, code, age, count in zip(
        found["stage"], found["code"], _days(found["steps"], step_min), found["stays"], strict=True
    ):
        group = groups[(int(stage), int(code))]
        joined.setdefault(group, []).append((float(age), int(count)))
    return {
        group: LateEntries([age for age, _ in ages], [count for _, count in ages]) for group, ages in joined.items()
    }


def _points(curve: Survival) -> tuple[tuple[float, float], ...]:
    return ((0.0, 1.0), *zip(curve.times.tolist(), curve.survival.tolist(), strict=True))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
