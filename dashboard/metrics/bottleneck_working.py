"""Visits watched in windows of time by working days (definitions §3).

The clock of a stay stands still on days off. So a stage in which nobody left over a week of holidays has not become
slow, and an age means the same before and after them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES
from dashboard.metrics.bottleneck_counts import (
    BAND_OF_DAY,
    LOST,
    MOST_DAYS,
    WAYS,
    Spans,
    Window,
    bounds_of,
    by_band,
    cells_of,
    edges_of,
    seen_in,
    spread,
    stood_at,
    with_parts,
)
from dashboard.metrics.grounds import sql_path
from dashboard.metrics.stage_dwell_working import worked_minutes
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays, worked_days

SQL: Final = ("bottleneck_worked", "bottleneck_visits", "bottleneck_standing")
ANY_DAYS: Final = 100_000
"""Calendar days that no visit lasts."""
MOST_MINUTES: Final = np.int32(MOST_DAYS * MINUTES_A_DAY)
Columns = dict[str, npt.NDArray[Any]]
Minutes = npt.NDArray[np.int64]
Clock = npt.NDArray[np.int32]
"""Minutes as the warehouse keeps them."""
Floats = npt.NDArray[np.float64]


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
    asking: dict[str, Any] = {"stages": stages, "with_late": late}
    most = int(MOST_MINUTES)
    counted = scope.columns(sql_path(SQL[0]), **asking, most_min=most, **bounds_of(edges))
    alone = scope.columns(sql_path(SQL[1]), **asking, most_min=most, first_min=edges[0])
    stood = stood_at(scope, edges, edges_of(windows), {**asking, "most_days": ANY_DAYS})
    cells, (places, own, *there) = cells_of([counted, alone, *(rows for _, rows in stood)])
    at = np.asarray(edges, dtype=np.int32)
    known = np.maximum(at, np.int32(days.first_day * MINUTES_A_DAY))
    # Before the first visit of all there are no days to count in.
    worked = worked_minutes(days, known) if cells else np.zeros_like(at)
    watch = _Watch(at, worked, (len(edges) - 1, len(cells), len(AGES)))
    visits = _visits(days, alone, own, alone["leaves"], late=late)
    every = np.ones(len(places), dtype=np.bool_)
    parts = (spread(counted, places, every, watch.shape), _gone(visits, watch))
    gone, ends = (counted_part + own_part for counted_part, own_part in zip(*parts, strict=True))
    joined = _joined_late(visits, watch) if late else np.zeros_like(gone)
    for (place, rows), cell in zip(stood, there, strict=True):
        rows["left_min"] = np.minimum(rows["left_min"], scope.as_of_min + 1)
        _stand(_visits(days, rows, cell, np.zeros_like(cell), late=late), watch, place, joined, gone)
    return Spans(cells, tuple(seen_in(one, joined, gone, ends) for one in windows))


@dataclass(frozen=True)
class _Visits:
    """One entry a visit: its cell, how it left, and when it came under observation and left (minutes).

    In working minutes: those before it began, before it came under observation, and before it left.
    """

    cell: Minutes
    leaves: npt.NDArray[Any]
    observed: Clock
    left: Clock
    began: Clock
    seen: Clock
    gone: Clock


@dataclass(frozen=True)
class _Watch:
    """The edges in minutes, the working minutes before each, and how many eras, cells and bands there are."""

    edges: Clock
    worked: Clock
    shape: tuple[int, int, int]


def _visits(days: WorkedDays, found: Columns, cell: Minutes, leaves: npt.NDArray[Any], *, late: bool) -> _Visits:
    """The visits with any working time under observation; `late`: some came under it after they began."""
    began, gone = (worked_minutes(days, found[name]) for name in ("entered_min", "left_min"))
    seen = worked_minutes(days, found["observed_min"]) if late else began
    watched = gone > seen
    every = _Visits(cell, leaves, found["observed_min"], found["left_min"], began, seen, gone)
    return _Visits(*(getattr(every, one.name)[watched] for one in fields(every)))


def _gone(visits: _Visits, watch: _Watch) -> tuple[Floats, Floats]:
    """Visits that leave in each era: how many and their days, as from `by_band`, and the ends by cause.

    Those that go on beyond the last edge are counted in an era of their own, which is dropped.
    """
    eras, cells, bands = watch.shape
    wide = (eras + 1, cells, bands)
    span = int(watch.edges[-1] - watch.edges[0]) // MINUTES_A_DAY
    era_of_day = np.append(np.repeat(np.arange(eras), np.diff(watch.edges) // MINUTES_A_DAY), eras)
    day = np.minimum((visits.left - (watch.edges[0] + 1)) // np.int32(MINUTES_A_DAY), np.int32(span))
    place = (era_of_day * cells)[day]
    place += visits.cell
    age = np.minimum(visits.gone - visits.began, MOST_MINUTES)
    spot = place * bands
    spot += BAND_OF_DAY[_day_of_leaving(age, visits.gone, watch.worked[era_of_day][day])]
    way = np.where(age < MOST_MINUTES, visits.leaves, 0) if age.max(initial=0) == MOST_MINUTES else visits.leaves
    every = np.bincount(spot * WAYS + way, minlength=math.prod(wide) * WAYS).reshape(*wide, WAYS)[:-1]
    spent = np.bincount(spot, weights=age, minlength=math.prod(wide)).reshape(wide)[:-1]
    return with_parts(every.sum(axis=-1), spent), every[..., 1 : LOST + 2].astype(np.float64)


def _joined_late(visits: _Visits, watch: _Watch) -> Floats:
    """Visits that come under observation after they began, by era and age; the others count as the rest."""
    eras, cells, _ = watch.shape
    first, last = watch.edges[0], watch.edges[-1]
    came = np.flatnonzero((visits.observed >= first) & (visits.observed < last) & (visits.seen > visits.began))
    era_of_day = np.repeat(np.arange(eras), np.diff(watch.edges) // MINUTES_A_DAY)
    era = era_of_day[(visits.observed[came] - first) // MINUTES_A_DAY]
    age = np.minimum(visits.seen[came] - visits.began[came], MOST_MINUTES)
    return by_band(era * cells + visits.cell[came], age, age // MINUTES_A_DAY, watch.shape)


def _stand(visits: _Visits, watch: _Watch, place: int, joined: Floats, gone: Floats) -> None:
    """Count visits under observation at an edge: they leave the era before it and join the one after."""
    eras, cells, _ = watch.shape
    age = np.minimum(watch.worked[place] - visits.began, MOST_MINUTES)
    if place < eras:
        joined += by_band(place * cells + visits.cell, age, age // MINUTES_A_DAY, watch.shape)
    if place > 0:
        day = _day_of_leaving(age, watch.worked[place], watch.worked[place - 1])
        gone += by_band((place - 1) * cells + visits.cell, age, day, watch.shape)


def _day_of_leaving(
    age: Clock, gone: npt.NDArray[Any] | np.integer[Any], since: npt.NDArray[Any] | np.integer[Any]
) -> Clock:
    """The day of age in which stays left. `gone`, `since`: working minutes before they left, and before their era.

    A stay that ends with a full day ends in the day it filled; one without working time in the era where it is.
    """
    return np.asarray((age - (gone > since)) // np.int32(MINUTES_A_DAY), dtype=np.int32)
