"""Visits watched in windows of time and deals that wait, both by working days (definitions §3).

The clock of a stay stands still on days off. So a stage in which nobody left over a week of holidays has not become
slow, and an age means the same before and after them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES
from dashboard.estimates.semi_markov import HORIZON_DAYS
from dashboard.metrics.bottleneck_counts import BAND_OF_DAY, LOST, MOST_DAYS, Spans, Window, numbered, seen_in
from dashboard.metrics.bottleneck_what_if import INFLOW_DAYS, Stock
from dashboard.metrics.grounds import sql_path
from dashboard.metrics.stage_dwell_working import earlier_minutes, worked_minutes
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays, worked_days

SQL: Final = ("bottleneck_visits", "bottleneck_waiting", "stage_dwell_earlier")
MOST_MINUTES: Final = np.int32(MOST_DAYS * MINUTES_A_DAY)
WAYS: Final = LOST + 3
"""Ways to leave a stage, void among them, and still there."""
Columns = dict[str, npt.NDArray[Any]]
Minutes = npt.NDArray[np.int64]
Clock = npt.NDArray[np.int32]
"""Minutes as the warehouse keeps them."""
Floats = npt.NDArray[np.float64]
Wait = tuple[float, float, float]
"""Deal-days in the stage, those beyond the benchmark, and those times the amounts."""


def calendar_of(scope: Scope) -> WorkedDays:
    """The working days from the first visit to the as-of."""
    return worked_days(work_calendar(scope.warehouse), scope.totals.first_day, scope.as_of_min // MINUTES_A_DAY)


def worked_spans(
    scope: Scope, days: WorkedDays, edges: Sequence[int], windows: Sequence[Window], stages: list[int] | None = None
) -> Spans:
    """Watch every visit in the windows, each of some eras (from, to] between two edges (minutes, whole days apart).

    Ages and time watched are working days. A visit without any working time is never under observation. As by the
    calendar, each visit joins the observation once and leaves it once, and again where a window begins or ends.
    """
    late = scope.totals.late_entries > 0
    found = scope.columns(sql_path(SQL[0]), first_min=edges[0], stages=stages, with_late=late)
    codes = int(found["code"].max(initial=0)) + 1
    visits = _visits(days, found, found["stage"].astype(np.int64) * codes + found["code"], late=late)
    keys, cell = numbered(visits.cell)
    visits = replace(visits, cell=cell)
    shape = (len(edges) - 1, len(keys), len(AGES))
    moved, ends = _come_and_go(days, visits, edges, shape)
    places = sorted({place for one in windows if one.with_days for place in (one.first, one.before)})
    counted = [moved, *(_standing(days, visits, edges, place, shape) for place in places)]
    total = tuple(np.asarray(sum(parts), dtype=np.float64) for parts in zip(*counted, strict=True))
    cells = tuple((int(key // codes), int(key % codes)) for key in keys)
    return Spans(cells, tuple(seen_in(one, total, ends) for one in windows))


@dataclass(frozen=True)
class _Visits:
    """One entry a visit: its cell, how it left, and when it came under observation and left (minutes).

    In working minutes: those before it began, and its age when it came under observation and when it left.
    """

    cell: Minutes
    leaves: npt.NDArray[Any]
    observed: Clock
    left: Clock
    began: Clock
    begun: Clock
    gone: Clock


def _visits(days: WorkedDays, found: Columns, cell: Minutes, *, late: bool) -> _Visits:
    """The visits with any working time under observation; `late`: some came under it after they began."""
    began = worked_minutes(days, found["entered_min"])
    gone = worked_minutes(days, found["left_min"]) - began
    begun = worked_minutes(days, found["observed_min"]) - began if late else np.zeros_like(began)
    every = _Visits(cell, found["leaves"], found["observed_min"], found["left_min"], began, begun, gone)
    seen = gone > begun
    return every if seen.all() else _Visits(*(getattr(every, one.name)[seen] for one in fields(every)))


def _come_and_go(
    days: WorkedDays, visits: _Visits, edges: Sequence[int], shape: tuple[int, int, int]
) -> tuple[list[Floats], Floats]:
    """Visits that come under observation and leave in each era: how many, their days, and the ends by cause."""
    era_of_day = np.repeat(np.arange(shape[0]), np.diff(edges) // MINUTES_A_DAY)
    came = np.flatnonzero((visits.observed >= edges[0]) & (visits.observed < edges[-1]))
    era = era_of_day[(visits.observed[came] - edges[0]) // MINUTES_A_DAY]
    age = np.minimum(visits.begun[came], MOST_MINUTES)
    joined = _spread(era * shape[1] + visits.cell[came], age, age // MINUTES_A_DAY, shape)
    went = np.flatnonzero((visits.left > edges[0]) & (visits.left <= edges[-1]))
    era = era_of_day[(visits.left[went] - 1 - edges[0]) // MINUTES_A_DAY]
    age = np.minimum(visits.gone[went], MOST_MINUTES)
    day = _day_of_leaving(days, visits, went, age, np.asarray(edges)[era])
    place = era * shape[1] + visits.cell[went]
    cause = np.where(age < MOST_MINUTES, visits.leaves[went], 0)
    every = np.bincount((place * len(AGES) + BAND_OF_DAY[day]) * WAYS + cause, minlength=math.prod(shape) * WAYS)
    ends = every.reshape(*shape, WAYS)[..., 1 : LOST + 2].astype(np.float64)
    return [*joined, *_spread(place, age, day, shape)], ends


def _standing(
    days: WorkedDays, visits: _Visits, edges: Sequence[int], place: int, shape: tuple[int, int, int]
) -> list[Floats]:
    """Visits under observation at an edge: they leave the era before it and join the one after, if there are such."""
    here = np.flatnonzero((visits.observed < edges[place]) & (visits.left > edges[place]))
    joined = gone = [np.zeros(shape), np.zeros(shape)]
    if here.size == 0:
        return [*joined, *gone]
    at = worked_minutes(days, np.array([edges[place]], dtype=np.int32))
    age = np.minimum(at - visits.began[here], MOST_MINUTES)
    if place < shape[0]:
        joined = _spread(place * shape[1] + visits.cell[here], age, age // MINUTES_A_DAY, shape)
    if place > 0:
        since = np.full(here.size, edges[place - 1], dtype=np.int32)
        day = _day_of_leaving(days, visits, here, age, since)
        gone = _spread((place - 1) * shape[1] + visits.cell[here], age, day, shape)
    return [*joined, *gone]


def _day_of_leaving(
    days: WorkedDays, visits: _Visits, chosen: npt.NDArray[np.intp], age: Clock, since: npt.NDArray[Any]
) -> Clock:
    """The day of age in which stays left; `since`: when their era began.

    A stay that ends with a full day ends in the day it filled; one without working time in the era where it is.
    """
    day = age // np.int32(MINUTES_A_DAY)
    whole = np.flatnonzero(day * np.int32(MINUTES_A_DAY) == age)
    own = chosen[whole]
    joined = worked_minutes(days, np.maximum(visits.observed[own], since[whole])) - visits.began[own]
    day[whole] -= np.minimum(joined, MOST_MINUTES) < age[whole]
    return day


def _spread(place: Minutes, age: Clock, day: Clock, shape: tuple[int, int, int]) -> list[Floats]:
    """By era, cell and band of age: how many stays, and how many days after the first of the band they were."""
    spot = place * len(AGES) + BAND_OF_DAY[day]
    stays, minutes = (np.bincount(spot, weights=part, minlength=math.prod(shape)) for part in (None, age))
    counted = stays.reshape(shape).astype(np.float64)
    return [counted, minutes.reshape(shape) / MINUTES_A_DAY - counted * AGES]


def worked_waits(
    scope: Scope, days: WorkedDays, benchmarks: Mapping[int, float]
) -> tuple[dict[tuple[int, int], Wait], Stock]:
    """What waits in each stage now, by stage and value; and the same deals by age, for what they will come to."""
    found = scope.columns(sql_path(SQL[1]))
    return _waits(scope, days, found, benchmarks), _stock(scope, days, found)


def _waits(
    scope: Scope, days: WorkedDays, found: Columns, benchmarks: Mapping[int, float]
) -> dict[tuple[int, int], Wait]:
    """By stage and value: the working days that its open deals have waited, and those beyond the benchmark."""
    if len(found["stage"]) == 0:
        return {}
    now = np.full(len(found["stage"]), scope.as_of_min)
    age = (
        _worked(days, now) - _worked(days, found["entered_min"]) + earlier_minutes(scope, days, found)
    ) / MINUTES_A_DAY
    stages = found["stage"].astype(np.int64)
    limit = np.array([benchmarks.get(stage, np.inf) for stage in range(int(stages.max()) + 1)])[stages]
    beyond = np.maximum(age - limit, 0.0)
    codes = int(found["code"].max()) + 1
    keys, place = np.unique(stages * codes + found["code"], return_inverse=True)
    parts = [np.bincount(place, weights=part) for part in (age, beyond, beyond * found["value"].astype(np.float64))]
    return {
        (int(key // codes), int(key % codes)): (float(parts[0][at]), float(parts[1][at]), float(parts[2][at]))
        for at, key in enumerate(keys)
    }


def _stock(scope: Scope, days: WorkedDays, found: Columns) -> Stock:
    """Who stands where, by age in working days, and who came in on a working day of the last 90 days."""
    rows = scope.columns(sql_path("bottleneck_stock"), most_days=MOST_DAYS, days=INFLOW_DAYS)
    today = scope.as_of_min // MINUTES_A_DAY
    inflow_days = max(_days_worked(scope, today - INFLOW_DAYS + 1, today), 1)
    now = worked_minutes(days, np.array([scope.as_of_min], dtype=np.int32))
    age = np.minimum((now - worked_minutes(days, found["entered_min"])) // MINUTES_A_DAY, MOST_DAYS - 1)
    codes = int(max(rows["code"].max(initial=0), found["code"].max(initial=0))) + 1
    keys, cell = numbered(rows["stage"].astype(np.int64) * codes + rows["code"])
    inflow = np.bincount(cell, weights=rows["came"], minlength=len(keys)) / inflow_days
    own = np.searchsorted(keys, found["stage"].astype(np.int64) * codes + found["code"])
    spot = own * len(AGES) + BAND_OF_DAY[age]
    there = np.bincount(spot, minlength=len(keys) * len(AGES)).reshape(len(keys), len(AGES)).astype(np.float64)
    cells = {divmod(int(key), codes): (there[at], float(inflow[at])) for at, key in enumerate(keys)}
    return Stock(cells, _days_worked(scope, today + 1, today + HORIZON_DAYS))


def _days_worked(scope: Scope, first: int, last: int) -> int:
    """Working days from a day to another, both included (days since 1970-01-01)."""
    return int(worked_days(work_calendar(scope.warehouse), first, last).works[:-1].sum())


def _worked(days: WorkedDays, minutes: npt.NDArray[Any]) -> Minutes:
    return worked_minutes(days, minutes).astype(np.int64)
