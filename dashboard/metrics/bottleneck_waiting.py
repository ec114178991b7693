"""Deals that wait in a stage now: since when, what they are worth, and who comes in; by calendar or by working days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES
from dashboard.estimates.semi_markov import HORIZON_DAYS
from dashboard.metrics.bottleneck_counts import BAND_OF_DAY, MOST_DAYS, numbered
from dashboard.metrics.grounds import sql_path
from dashboard.metrics.stage_dwell_working import worked_minutes
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays, worked_days

SQL: Final = ("bottleneck_waiting", "bottleneck_inflow")
INFLOW_DAYS: Final = 90
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Cell = tuple[int, int]
"""A stage code, and the code of a value of the dimension."""


class Wait(NamedTuple):
    """What waits in a cell: deals, value, days in the stage, days beyond the benchmark, and those times value."""

    deals: int = 0
    value: float = 0.0
    deal_days: float = 0.0
    excess_days: float = 0.0
    value_days: float = 0.0


@dataclass(frozen=True)
class Waiting:
    """One entry a deal. `value`: 0 where none is known.

    `stay_min`: minutes of its visit so far, `age_min`: with its earlier visits to the stage. Both mean something
    where `is_aged`: some file tells when it came.
    """

    stage: Integers
    code: Integers
    value: Floats
    is_aged: npt.NDArray[np.bool_]
    stay_min: Integers
    age_min: Integers


@dataclass(frozen=True)
class Stock:
    """Cell → deals there by band of age, and deals that come into the pipeline there, a day.

    `horizon_days`: how many of the days in which ages count lie in the year ahead.
    """

    cells: Mapping[Cell, tuple[Floats, float]]
    horizon_days: int


def waiting(scope: Scope, days: WorkedDays | None = None) -> Waiting:
    """The deals that wait now, in calendar days or in the working days of a calendar."""
    found = scope.columns(sql_path("bottleneck_waiting"), working=days is not None)
    stay = _minutes(days, np.array([scope.as_of_min])) - _minutes(days, found["entered_min"])
    stage, code = (np.asarray(found[name], dtype=np.int64) for name in ("stage", "code"))
    value = np.asarray(found["value"], dtype=np.float64)
    return Waiting(
        stage, code, value, np.asarray(found["entry_known"], dtype=np.bool_), stay, stay + found["earlier_min"]
    )


def waits(found: Waiting, benchmarks: Mapping[int, float]) -> dict[Cell, Wait]:
    """What waits in each cell; `benchmarks`: stage code → days."""
    keys, place, codes = _cells(found.stage, found.code)
    limits = np.array([benchmarks.get(stage, np.inf) for stage in range(int(found.stage.max(initial=0)) + 1)])
    age = np.where(found.is_aged, found.age_min / MINUTES_A_DAY, 0.0)
    beyond = np.maximum(age - limits[found.stage], 0.0)
    parts = [
        np.bincount(place, weights=part, minlength=len(keys)).tolist()
        for part in (found.value, age, beyond, beyond * found.value)
    ]
    deals = np.bincount(place, minlength=len(keys)).tolist()
    return {divmod(key, codes): Wait(*told) for key, *told in zip(keys.tolist(), deals, *parts, strict=True)}


def stock(scope: Scope, found: Waiting, days: WorkedDays | None = None) -> Stock:
    """Who waits by age of the visit, and who came into the pipeline in the last 90 days."""
    rows = scope.columns(sql_path("bottleneck_inflow"), days=INFLOW_DAYS)
    aged = found.is_aged
    stages, codes_there = (
        np.concatenate([own[aged], np.asarray(rows[name], dtype=np.int64)])
        for own, name in ((found.stage, "stage"), (found.code, "code"))
    )
    keys, place, codes = _cells(stages, codes_there)
    standing = int(np.count_nonzero(aged))
    band = BAND_OF_DAY[np.minimum(found.stay_min[aged] // MINUTES_A_DAY, MOST_DAYS - 1)]
    spot = place[:standing] * len(AGES) + band
    there = np.bincount(spot, minlength=len(keys) * len(AGES)).reshape(len(keys), len(AGES)).astype(np.float64)
    today = scope.as_of_min // MINUTES_A_DAY
    inflow_days = max(_days_in(scope, days, today - INFLOW_DAYS, today), 1)
    inflow = np.bincount(place[standing:], weights=rows["came"], minlength=len(keys)) / inflow_days
    cells = {divmod(int(key), codes): (there[at], float(inflow[at])) for at, key in enumerate(keys)}
    return Stock(cells, _days_in(scope, days, today, today + HORIZON_DAYS))


def _cells(stage: Integers, code: Integers) -> tuple[Integers, Integers, int]:
    """The cells as numbers (stage × codes + code), ascending; the place of each entry among them; and `codes`."""
    codes = int(code.max(initial=0)) + 1
    return *numbered(stage * codes + code), codes


def _minutes(days: WorkedDays | None, minutes: npt.NDArray[Any]) -> Integers:
    return np.asarray(minutes if days is None else worked_minutes(days, minutes), dtype=np.int64)


def _days_in(scope: Scope, days: WorkedDays | None, after: int, until: int) -> int:
    """Days, or working days, after a day (since 1970-01-01) up to another."""
    if days is None:
        return until - after
    return int(worked_days(work_calendar(scope.warehouse), after + 1, until).works[:-1].sum())
