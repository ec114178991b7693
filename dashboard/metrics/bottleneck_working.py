"""Visits watched in windows of time and deals that wait, both by working days (definitions §3).

The clock of a stay stands still on days off. So a stage in which nobody left over a week of holidays has not become
slow, and an age means the same before and after them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES, Watched, watched
from dashboard.metrics.bottleneck_counts import BAND_OF_DAY, LOST, MOST_DAYS, Spans
from dashboard.metrics.grounds import sql_path
from dashboard.metrics.stage_dwell_working import earlier_minutes, worked_minutes
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays, worked_days

SQL: Final = ("bottleneck_visits", "bottleneck_waiting", "stage_dwell_earlier")
CAUSES: Final = LOST + 1
Columns = dict[str, npt.NDArray[Any]]
Minutes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Wait = tuple[float, float, float]
"""Deal-days in the stage, those beyond the benchmark, and those times the amounts."""


def calendar_of(scope: Scope) -> WorkedDays:
    """The working days from the first visit to the as-of."""
    return worked_days(work_calendar(scope.warehouse), scope.totals.first_day, scope.as_of_min // MINUTES_A_DAY)


def worked_spans(
    scope: Scope, days: WorkedDays, windows: Sequence[tuple[int, int]], stages: list[int] | None = None
) -> Spans:
    """Watch every visit in each of the windows (from, to], minutes; ages and time watched are working days.

    A visit without any working time is never under observation.
    """
    found = scope.columns(sql_path(SQL[0]), first_min=min(first for first, _ in windows), stages=stages)
    found = {name: column.astype(np.int64) for name, column in found.items()}
    began = _worked(days, found["entered_min"])
    seen = _worked(days, found["left_min"]) > _worked(days, found["observed_min"])
    found, began = {name: column[seen] for name, column in found.items()}, began[seen]
    codes = int(found["code"].max(initial=0)) + 1
    keys, cell = np.unique(found["stage"] * codes + found["code"], return_inverse=True)
    cells = tuple((int(key // codes), int(key % codes)) for key in keys)
    return Spans(cells, tuple(_watched(days, found, began, cell, len(keys), window) for window in windows))


def _watched(
    days: WorkedDays, found: Columns, began: Minutes, cell: Minutes, count: int, window: tuple[int, int]
) -> Watched:
    """One window: a visit joins at its age then, and leaves at its end, at the end of the window or at its oldest."""
    first, last = window
    here = np.flatnonzero(
        (found["left_min"] > first) & (np.maximum(found["observed_min"], found["entered_min"]) < last)
    )
    observed, left = found["observed_min"][here], found["left_min"][here]
    joined, gone = (
        np.minimum(_worked(days, at) - began[here], MOST_DAYS * MINUTES_A_DAY)
        for at in (np.maximum(observed, first), np.minimum(left, last))
    )
    cause = np.where((left <= last) & (gone < MOST_DAYS * MINUTES_A_DAY), found["leaves"][here], 0)
    # A stay that ends with a full day ends in the day it filled; one without working time in the window where it is.
    begun = BAND_OF_DAY[joined // MINUTES_A_DAY]
    bands = (begun, np.maximum(BAND_OF_DAY[np.maximum(-(-gone // MINUTES_A_DAY) - 1, 0)], begun))
    place = cell[here] * len(AGES)

    def spread(band: Minutes, weights: npt.NDArray[Any] | None, chosen: Flags | slice) -> npt.NDArray[np.float64]:
        part = None if weights is None else weights[chosen]
        total = np.bincount((place + band)[chosen], weights=part, minlength=count * len(AGES))
        return total.reshape(count, len(AGES)).astype(np.float64)

    everything = slice(None)
    ends = [spread(bands[1], None, cause == number) for number in range(1, CAUSES + 1)]
    return watched(
        spread(bands[0], None, everything),
        spread(bands[0], joined / MINUTES_A_DAY - AGES[bands[0]], everything),
        spread(bands[1], None, everything),
        spread(bands[1], gone / MINUTES_A_DAY - AGES[bands[1]], everything),
        np.stack(ends, axis=-1),
    )


def worked_waits(scope: Scope, days: WorkedDays, benchmarks: Mapping[int, float]) -> dict[tuple[int, int], Wait]:
    """By stage and value: the working days that its open deals have waited, and those beyond the benchmark."""
    found = scope.columns(sql_path(SQL[1]))
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


def _worked(days: WorkedDays, minutes: npt.NDArray[Any]) -> Minutes:
    return worked_minutes(days, minutes).astype(np.int64)
