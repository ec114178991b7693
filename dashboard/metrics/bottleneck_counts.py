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
NEVER: Final = 2_147_483_647
"""A minute that no visit is left after."""
MOST_INNER: Final = 3
"""Edges between the first and the last with which each visit is compared; of more its era is looked up."""
BAND_OF_DAY: Final = np.searchsorted(AGES, np.arange(MOST_DAYS + 1), side="right") - 1
"""Band of each day of age."""
WAYS: Final = 8
"""Ways for a visit to end, in `exit_way` of the warehouse: the band of age × 8 + the way."""
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
    eras = len(edges) - 1
    windows = windows or [Window(era, era + 1) for era in range(eras)]
    asking: dict[str, Any] = {"stages": stages, "with_late": scope.totals.late_entries > 0, "most_days": MOST_DAYS}
    bounds = bounds_of(edges)
    found = scope.columns(sql_path("bottleneck_spans"), **asking, **bounds)
    stood = stood_at(scope, edges, edges_of(windows), asking)
    cells, (ended, *there) = cells_of([found, *(rows for _, rows in stood)])
    shape = (eras, len(cells), len(AGES))
    edge = np.asarray(found["edge"], dtype=np.int64)
    joined, _ = spread(found, ended, edge == 0, shape)
    gone, ends = spread(found, ended, edge == 1, shape)
    for (place, rows), cell in zip(stood, there, strict=True):
        age = edges[place] - np.asarray(rows["entered_min"], dtype=np.int64)
        if place < eras:
            joined += by_band(place * len(cells) + cell, age, age // MINUTES_A_DAY, shape)
        if place > 0:
            gone += by_band((place - 1) * len(cells) + cell, age, (age - 1) // MINUTES_A_DAY, shape)
    return Spans(cells, tuple(seen_in(one, joined, gone, ends) for one in windows)), {**asking, **bounds}


def bounds_of(edges: Sequence[int]) -> dict[str, object]:
    """What tells the warehouse in which era between the edges a minute lies."""
    days = [(last - first) // MINUTES_A_DAY for first, last in itertools.pairwise(edges)]
    inner = edges[1:-1]
    return {
        "edges": list(edges),
        "eras": [era for era, count in enumerate(days) for _ in range(count)],
        "between": [*inner, *[NEVER] * (MOST_INNER - len(inner))] if len(inner) <= MOST_INNER else None,
    }


def stood_at(
    scope: Scope, edges: Sequence[int], places: Sequence[int], asking: dict[str, Any]
) -> list[tuple[int, dict[str, npt.NDArray[Any]]]]:
    """The visits under observation at each of these edges, one by one; two edges are asked for at once."""
    found = []
    for at in range(0, len(places), 2):
        pair = places[at : at + 2]
        bounds = {"first_min": edges[pair[0]], "last_min": edges[pair[-1]]}
        rows = scope.columns(sql_path("bottleneck_standing"), **asking, **bounds)
        for place in pair:
            at_min = edges[place]
            is_young = rows["entered_min"] > at_min - asking["most_days"] * MINUTES_A_DAY
            here = (rows["observed_min"] < at_min) & (rows["left_min"] > at_min) & is_young
            found.append((place, {name: column[here] for name, column in rows.items()}))
    return found


def edges_of(windows: Sequence[Window]) -> list[int]:
    """The edges at which those windows begin and end of which more is asked than the ends of visits."""
    return sorted({place for one in windows if one.with_days for place in (one.first, one.before)})


def cells_of(parts: Sequence[dict[str, npt.NDArray[Any]]]) -> tuple[tuple[tuple[int, int], ...], list[Integers]]:
    """The (stage code, value code) that occur, ascending, and of each part the place of its rows among them."""
    codes = 1 + max(int(part["code"].max(initial=0)) for part in parts)
    keys = [np.asarray(part["stage"], dtype=np.int64) * codes + part["code"] for part in parts]
    there = np.zeros(1 + max(int(key.max(initial=0)) for key in keys), dtype=np.bool_)
    for key in keys:
        there[key] = True
    number = np.cumsum(there) - 1
    cells = tuple(divmod(int(key), codes) for key in np.flatnonzero(there))
    return cells, [number[key] for key in keys]


def numbered(keys: Integers) -> tuple[Integers, Integers]:
    """The distinct of small whole numbers, ascending, and the place of each number among them; no sorting of rows."""
    there = np.bincount(keys) > 0
    return np.flatnonzero(there), (np.cumsum(there) - 1)[keys]


def spread(
    found: dict[str, npt.NDArray[Any]], cell: Integers, chosen: npt.NDArray[np.bool_], shape: tuple[int, int, int]
) -> tuple[Floats, Floats]:
    """Counted visits as `by_band` gives them, and those that ended by cause, shape (eras, cells, bands, causes)."""
    place, way, visits, minutes = (
        np.asarray(found[name], dtype=np.int64)[chosen] for name in ("place", "way", "visits", "minutes")
    )
    spot = place * shape[1] + cell[chosen]
    every = np.bincount(spot * len(AGES) * WAYS + way, weights=visits, minlength=math.prod(shape) * WAYS).reshape(
        *shape, WAYS
    )
    spent = np.bincount(spot * len(AGES) + way // WAYS, weights=minutes, minlength=math.prod(shape)).reshape(shape)
    return with_parts(every.sum(axis=-1), spent), np.asarray(every[..., 1 : LOST + 2], dtype=np.float64)


def by_band(
    place: npt.NDArray[Any], age_min: npt.NDArray[Any], day: npt.NDArray[Any], shape: tuple[int, int, int]
) -> Floats:
    """By era, cell and band of age: how many visits, and how many days after the first of the band they were.

    `place`: era × cells + cell; `age_min` in minutes; `day`: the day of age that tells the band. Both in one array.
    """
    spot = place * len(AGES) + BAND_OF_DAY[day]
    stays, spent = (np.bincount(spot, weights=part, minlength=math.prod(shape)) for part in (None, age_min))
    return with_parts(stays.reshape(shape), spent.reshape(shape))


def with_parts(stays: npt.NDArray[Any], minutes: npt.NDArray[Any]) -> Floats:
    """Counted visits and their minutes, by era, cell and band, as `by_band` gives them."""
    return np.stack([np.asarray(stays, dtype=np.float64), minutes / MINUTES_A_DAY - stays * AGES])


def seen_in(window: Window, joined: Floats, gone: Floats, ends: Floats) -> Watched:
    """The eras of a window added up; a stay that only passes an edge within it joins and leaves there alike.

    `joined`, `gone` as from `by_band`. Who joined on beginning is in neither: as many join as leave, and those are the
    rest.
    """
    eras = slice(window.first, window.before)
    ended = ends[eras].sum(axis=0)
    if not window.with_days:
        return Watched(np.zeros(ended.shape[:-1]), ended)
    came, went = (one[:, eras].sum(axis=1) for one in (joined, gone))
    came[0, :, 0] += went[0].sum(axis=-1) - came[0].sum(axis=-1)
    return watched(came[0], came[1], went[0], went[1], ended)
