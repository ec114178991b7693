"""Visits watched in windows of time, as arrays by cell (stage and value of a dimension) and band of age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES, Watched, watched
from dashboard.metrics.grounds import sql_path
from dashboard.warehouse.scope import Scope

MOST_DAYS: Final = 730
ADVANCED, MOVED_BACK, WON, LOST = 0, 1, 2, 3
"""Places of the causes in `Watched.ends`."""
BAND_OF_DAY: Final = (np.searchsorted(AGES, np.arange(MOST_DAYS), side="right") - 1).tolist()
"""Band of each day of age."""
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


def spans(
    scope: Scope, windows: list[tuple[int, int]], stages: list[int] | None = None
) -> tuple[Spans, dict[str, object]]:
    """Watch every visit in each of the windows (from, to], in minutes; also the parameters that were bound."""
    parameters: dict[str, object] = {
        "froms": [first for first, _ in windows],
        "tos": [last for _, last in windows],
        "stages": stages,
        "most_days": MOST_DAYS,
        "bands": BAND_OF_DAY,
        "first_days": AGES.tolist(),
    }
    found = scope.columns(sql_path("bottleneck_spans"), **parameters)
    return _arranged(found, len(windows)), parameters


def _arranged(found: dict[str, npt.NDArray[Any]], count: int) -> Spans:
    edge, place, stage, code, band, cause = (
        np.asarray(found[name], dtype=np.int64) for name in ("edge", "place", "stage", "code", "band", "cause")
    )
    visits, part = (np.asarray(found[name], dtype=np.float64) for name in ("visits", "part"))
    codes = int(code.max(initial=0)) + 1
    keys, cell = np.unique(stage * codes + code, return_inverse=True)
    shape = (count, len(keys), len(AGES))
    spot = (place * len(keys) + cell) * len(AGES) + band

    def spread(chosen: npt.NDArray[np.bool_], weights: Floats) -> Floats:
        total = np.bincount(spot[chosen], weights=weights[chosen], minlength=int(np.prod(shape)))
        return np.asarray(total.reshape(shape), dtype=np.float64)

    joined, gone = edge == 0, edge == 1
    ends = np.stack([spread(gone & (cause == number), visits) for number in range(1, LOST + 2)], axis=-1)
    edges = (spread(joined, visits), spread(joined, part), spread(gone, visits), spread(gone, part))
    return Spans(
        tuple((int(key // codes), int(key % codes)) for key in keys),
        tuple(watched(edges[0][at], edges[1][at], edges[2][at], edges[3][at], ends[at]) for at in range(count)),
    )
