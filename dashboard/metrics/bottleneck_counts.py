"""Visits watched in windows of time, as arrays by cell (stage and value of a dimension) and band of age."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
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
    """What was seen in each window: `cells` are (stage code, value code), `windows` one `Watched` a window."""

    cells: tuple[tuple[int, int], ...]
    windows: tuple[Watched, ...]

    @property
    def stages(self) -> Integers:
        """The stage code of each cell."""
        return np.array([stage for stage, _ in self.cells], dtype=np.int64)


@dataclass(frozen=True)
class Window:
    """Eras that are watched together, from `first` to before `before`; `with_days`: not their ends alone."""

    first: int
    before: int
    with_days: bool = True


def spans(
    scope: Scope, edges: list[int], stages: list[int] | None = None, windows: Sequence[Window] = ()
) -> tuple[Spans, dict[str, object]]:
    """Watch every visit in the windows, by default in each era (from, to] between two edges; also what was bound.

    Edges are minutes, ascending, whole days from each other. Each visit joins the observation once and leaves it once;
    one that is under observation where a window ends leaves there, and joins the next.
    """
    days = [(last - first) // MINUTES_A_DAY for first, last in itertools.pairwise(edges)]
    windows = windows or [Window(era, era + 1) for era in range(len(days))]
    asking: dict[str, object] = {
        "stages": stages,
        "most_days": MOST_DAYS,
        "with_late": scope.totals.late_entries > 0,
    }
    bounds = {"edges": edges, "eras": [era for era, count in enumerate(days) for _ in range(count)]}
    parts = [scope.columns(sql_path("bottleneck_spans"), **asking, **bounds)]
    for place in sorted({place for one in windows if one.with_days for place in (one.first, one.before)}):
        found = scope.columns(sql_path("bottleneck_standing"), **asking, at_min=edges[place])
        here = {**found, "cause": np.zeros(len(found["age"]), dtype=np.int64)}
        parts += [
            {**here, "edge": here["cause"] + side, "place": here["cause"] + era}
            for side, era in ((0, place), (1, place - 1))
            if 0 <= era < len(days)
        ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}
    return _arranged(columns, len(days), windows), {**asking, **bounds}


def numbered(keys: Integers) -> tuple[Integers, Integers]:
    """The distinct of small whole numbers, ascending, and the place of each number among them; no sorting of rows."""
    there = np.bincount(keys) > 0
    return np.flatnonzero(there), (np.cumsum(there) - 1)[keys]


def _arranged(found: dict[str, npt.NDArray[Any]], count: int, windows: Sequence[Window]) -> Spans:
    """The counts by window, cell and band of age. A stay that ends with a full day ends in the day it filled."""
    edge, place, stage, code, age, cause, visits, minutes, whole = (
        np.asarray(found[name], dtype=np.int64) for name in COLUMNS
    )
    codes = int(code.max(initial=0)) + 1
    keys, cell = numbered(stage * codes + code)
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
        tuple(seen_in(one, edges, ends) for one in windows),
    )


def seen_in(window: Window, edges: tuple[Floats, ...], ends: Floats) -> Watched:
    """The eras of a window added up; a stay that only passes an edge within it joins and leaves there alike."""
    eras = slice(window.first, window.before)
    joined, joined_part, gone, gone_part, ended = (one[eras].sum(axis=0) for one in (*edges, ends))
    if not window.with_days:
        return Watched(np.zeros_like(joined), ended)
    return watched(joined, joined_part, gone, gone_part, ended)
