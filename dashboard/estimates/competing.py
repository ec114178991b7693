"""When a stay can end in several ways: the share that has ended in each by a time (Aalen–Johansen)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.estimates.survival import Floats, LateEntries, risk_sets


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence: at each of the ascending `times`, the share ended by each cause and still going on.

    `incidence` has the shape (times, causes). Its row sum and `survival` add up to 1.
    """

    times: Floats
    incidence: Floats
    survival: Floats

    def at(self, time: float) -> tuple[float, ...]:
        """Share ended by each cause up to and including `time`."""
        place = int(np.searchsorted(self.times, time, side="right"))
        if place == 0:
            return tuple(0.0 for _ in range(self.incidence.shape[1]))
        return tuple(float(share) for share in self.incidence[place - 1])


def aalen_johansen(
    times: npt.ArrayLike, ends: npt.ArrayLike, censored: npt.ArrayLike, late_entries: LateEntries | None = None
) -> Incidence:
    """Cumulative incidence of competing ends from counts.

    `times`: distinct, ascending; `ends`: shape (times, causes), stays that ended by each cause; `censored`: last seen
    going on. Source: Aalen & Johansen, Scand. J. Stat. 5 (1978) 141. ValueError when times are not ascending.
    """
    at = np.asarray(times, dtype=np.float64)
    if at.size > 1 and not bool((np.diff(at) > 0).all()):
        message = "times must be distinct and ascending"
        raise ValueError(message)
    by_cause = np.asarray(ends, dtype=np.float64)
    ended = by_cause.sum(axis=1)
    risk = risk_sets(at, ended + np.asarray(censored, dtype=np.float64), late_entries)
    seen = (ended > 0) & (risk > 0)
    hazard = by_cause[seen] / risk[seen, None]
    survival = np.cumprod(1 - hazard.sum(axis=1))
    before = np.concatenate(([1.0], survival[:-1]))
    return Incidence(at[seen], np.cumsum(before[:, None] * hazard, axis=0), survival)
