"""Visits watched in windows of time, as arrays by cell (stage and value of a dimension) and band of age."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES, Watched, watched
from dashboard.metrics.grounds import sql_path
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope

MOST_DAYS: Final = 730
ADVANCED, MOVED_BACK, WON, LOST = 0, 1, 2, 3
"""Places of the causes in `Watched.ends`."""
BAND_OF_DAY: Final = np.searchsorted(AGES, np.arange(MOST_DAYS + 1), side="right") - 1
"""Band of each day of age."""
COLUMNS: Final = ("edge", "place", "stage", "code", "age", "cause", "visits", "minutes", "whole")
Place = tuple[int, int | None]
"""A stage code, and the code of a value of the dimension; None for the whole stage."""
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spans:
    """What was seen in each span of time: `cells` are (stage code, value code), `windows` one `Watched` a span."""

    cells: tuple[tuple[int, int], ...]
    windows: tuple[Watched, ...]

    @property
    def stages(self) -> Integers:
        """The stage code of each cell."""
        return np.array([stage for stage, _ in self.cells], dtype=np.int64)


def spans(scope: Scope, edges: list[int], stages: list[int] | None = None) -> tuple[Spans, dict[str, object]]:
    """Watch every visit in each of the eras (from, to] between the edges; also the parameters that were bound.

    Edges are minutes, ascending, whole days from each other. Each visit joins the observation once and leaves it once;
    one that is under observation at an edge leaves there, and joins the next era.
    """
    days = [(last - first) // MINUTES_A_DAY for first, last in itertools.pairwise(edges)]
    asking: dict[str, object] = {
        "stages": stages,
        "most_days": MOST_DAYS,
        "with_late": scope.totals.late_entries > 0,
    }
    bounds = {"edges": edges, "eras": [era for era, count in enumerate(days) for _ in range(count)]}
    parts = [scope.columns(sql_path("bottleneck_spans"), **asking, **bounds)]
    for place, edge in enumerate(edges):
        found = scope.columns(sql_path("bottleneck_standing"), **asking, at_min=edge)
        here = {**found, "cause": np.zeros(len(found["age"]), dtype=np.int64)}
        parts += [
            {**here, "edge": here["cause"] + side, "place": here["cause"] + era}
            for side, era in ((0, place), (1, place - 1))
            if 0 <= era < len(days)
        ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}
    return _arranged(columns, len(days)), {**asking, **bounds}


def _arranged(found: dict[str, npt.NDArray[Any]], count: int) -> Spans:
    """The counts by era, cell and band of age. A stay that ends with a full day ends in the day it filled."""
    edge, place, stage, code, age, cause, visits, minutes, whole = (
        np.asarray(found[name], dtype=np.int64) for name in COLUMNS
    )
    codes = int(code.max(initial=0)) + 1
    keys, cell = np.unique(stage * codes + code, return_inverse=True)
    shape = (count, len(keys), len(AGES))

    def spread(chosen: npt.NDArray[np.bool_], ages: Integers, stays: Integers, total: Integers) -> tuple[Floats, ...]:
        """How many there are in each band, and how many days after the first of it they were, added up."""
        band = BAND_OF_DAY[ages[chosen]]
        spot = (place[chosen] * len(keys) + cell[chosen]) * len(AGES) + band
        parts = total[chosen] / MINUTES_A_DAY - stays[chosen] * AGES[band]
        added = (np.bincount(spot, weights=one, minlength=math.prod(shape)) for one in (stays[chosen], parts))
        return tuple(np.asarray(one.reshape(shape), dtype=np.float64) for one in added)

    joined, gone = edge == 0, edge == 1
    whole_minutes = whole * age * MINUTES_A_DAY

    def left(chosen: npt.NDArray[np.bool_]) -> tuple[Floats, ...]:
        inside = spread(chosen, age, visits - whole, minutes - whole_minutes)
        filled = spread(chosen & (whole > 0), age - 1, whole, whole_minutes)
        return tuple(one + other for one, other in zip(inside, filled, strict=True))

    ends = np.stack([left(gone & (cause == number))[0] for number in range(1, LOST + 2)], axis=-1)
    edges = (*spread(joined, age, visits, minutes), *left(gone))
    return Spans(
        tuple((int(key // codes), int(key % codes)) for key in keys),
        tuple(watched(edges[0][at], edges[1][at], edges[2][at], edges[3][at], ends[at]) for at in range(count)),
    )
