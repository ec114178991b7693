"""When a stay can end in several ways: the share that has ended in each by a time (Aalen–Johansen)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.estimates.survival import Z95, Floats, LateEntries, risk_sets


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence: at each of the ascending `times`, the share ended by each cause and still going on.

    `incidence` has the shape (times, causes). Its row sum and `survival` add up to 1. `error`: the standard errors of
    `incidence`, same shape.
    """

    times: Floats
    incidence: Floats
    survival: Floats
    error: Floats

    def at(self, time: float) -> tuple[float, ...]:
        """Share ended by each cause up to and including `time`."""
        place = int(np.searchsorted(self.times, time, side="right"))
        if place == 0:
            return tuple(0.0 for _ in range(self.incidence.shape[1]))
        return tuple(float(share) for share in self.incidence[place - 1])

    def interval(self, time: float, cause: int, *, z: float = Z95) -> tuple[float, float]:
        """Interval of the share ended by one cause up to `time`, on the log(−log) scale, so that it stays in 0 to 1.

        Source: Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data, section 8.2.
        """
        place = int(np.searchsorted(self.times, time, side="right"))
        share = 0.0 if place == 0 else float(self.incidence[place - 1, cause])
        if share <= 0 or share >= 1:
            return share, share
        widening = z * float(self.error[place - 1, cause]) / (share * math.log(share))
        return share ** math.exp(-widening), share ** math.exp(widening)


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
    incidence = np.cumsum(before[:, None] * hazard, axis=0)
    return Incidence(at[seen], incidence, survival, _errors(by_cause[seen], risk[seen], before, incidence))


def _errors(ends: Floats, risk: Floats, before: Floats, incidence: Floats) -> Floats:
    """Standard errors of the cumulative incidence (delta method).

    Source: Marubini & Valsecchi, Analysing Survival Data from Clinical Trials, formula 10.12, whose sums over the
    times so far are written as running sums: (F(t) − F(s))² = F(t)² − 2 F(t) F(s) + F(s)².
    """
    total = ends.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(risk > total, total / (risk * (risk - total)), 0.0)[:, None]
    step = (before / risk**2)[:, None] * ends
    own = (before**2 / risk**3)[:, None] * ends * (risk[:, None] - ends)
    sums = (np.cumsum(part, axis=0) for part in (spread, incidence * spread, incidence**2 * spread, own, step))
    flat, once, twice, alone, crossed = sums
    cross_now = np.cumsum(incidence * step, axis=0)
    variance = incidence**2 * flat - 2 * incidence * once + twice + alone - 2 * (incidence * crossed - cross_now)
    return np.asarray(np.sqrt(np.maximum(variance, 0)), dtype=np.float64)
