"""How long until something ends, when part of it has not ended yet: Kaplan–Meier and the log-rank test.

Conventions of R's `survival` package, so that results can be compared digit by digit: an end and a censoring at the
same time means the end came first; who enters at t is at risk from just after t.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from dashboard.estimates.rates import gamma_upper_shares

Floats = npt.NDArray[np.float64]

Z95: Final = 1.959963984540054
"""The 97.5 % point of the normal distribution: intervals of 95 %."""

TIE: Final = 1.5e-8
"""Survival this close to the level asked for is at the level (R: the square root of the machine's epsilon)."""


@dataclass(frozen=True)
class LateEntries:
    """Stays that were first seen when already `times` old, with how many (left truncation, delayed entry)."""

    times: npt.ArrayLike
    counts: npt.ArrayLike


@dataclass(frozen=True)
class Survival:
    """A Kaplan–Meier curve: one entry a distinct time with an end, ascending.

    `at_risk`: stays just before; `ends`: stays that ended; `survival`: share that goes on after;
    `log_error`: standard error of ln survival (Greenwood), NaN once the curve is at 0. `longest`: the longest time
    observed, ended or not (NaN without any).
    """

    times: Floats
    at_risk: Floats
    ends: Floats
    survival: Floats
    log_error: Floats
    longest: float

    def at(self, time: float) -> float:
        """Share that goes on after `time`."""
        place = int(np.searchsorted(self.times, time, side="right"))
        return 1.0 if place == 0 else float(self.survival[place - 1])

    def quantile(self, share: float = 0.5) -> float | None:
        """Time by which `share` of the stays have ended; None where the curve does not get there."""
        return _crossing(self.times, self.survival, 1 - share, self.longest)

    def interval(
        self, share: float = 0.5, *, z: float = Z95, transform: Literal["log-log", "log"] = "log-log"
    ) -> tuple[float | None, float | None]:
        """Interval of the quantile: where the band of the curve crosses its level; None: it does not.

        Source: Brookmeyer & Crowley, Biometrics 38 (1982) 29, with the band on the scale named.
        """
        lower, upper = self.band(z=z, transform=transform)
        level = 1 - share
        return (
            _crossing(self.times, lower, level, self.longest),
            _crossing(self.times, upper, level, self.longest),
        )

    def band(self, *, z: float = Z95, transform: Literal["log-log", "log"] = "log-log") -> tuple[Floats, Floats]:
        """Pointwise band of the curve, low and high; NaN once the curve is at 0.

        Source: Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data, section 1.4.
        """
        return survival_band(self.survival, self.log_error, z=z, transform=transform)


@dataclass(frozen=True)
class LogRank:
    """Log-rank test that groups share one curve: observed and expected ends a group, χ², its p."""

    observed: tuple[float, ...]
    expected: tuple[float, ...]
    chi_square: float
    p: float


def kaplan_meier(
    times: npt.ArrayLike, ends: npt.ArrayLike, censored: npt.ArrayLike, late_entries: LateEntries | None = None
) -> Survival:
    """The Kaplan–Meier curve of counted stays.

    `times`: distinct, ascending; `ends`, `censored`: how many stays ended, and were last seen going on, at each.
    Source: Kaplan & Meier, J. Am. Stat. Assoc. 53 (1958) 457; Greenwood's variance; delayed entry as in Klein &
    Moeschberger, Survival Analysis, section 4.6. ValueError when times are not ascending.
    """
    at, ended, gone = _counts(times, ends, censored)
    risk = risk_sets(at, ended + gone, late_entries)
    seen = (ended > 0) & (risk > 0)
    share_left = 1 - ended[seen] / risk[seen]
    survival = np.asarray(np.cumprod(share_left), dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(np.cumsum(ended[seen] / (risk[seen] * (risk[seen] - ended[seen]))))
    return Survival(
        at[seen],
        risk[seen],
        ended[seen],
        survival,
        np.asarray(np.asarray(np.where(survival > 0, error, np.nan), dtype=np.float64), dtype=np.float64),
        float(at[(ended + gone) > 0].max(initial=-np.inf)) if (ended + gone).any() else float("nan"),
    )


def survival_band(
    survival: Floats, log_error: Floats, *, z: float, transform: Literal["log-log", "log"]
) -> tuple[Floats, Floats]:
    """The band around survival probabilities from the standard error of their logarithm."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if transform == "log":
            lower, upper = survival * np.exp(-z * log_error), np.minimum(survival * np.exp(z * log_error), 1)
        else:
            widening = np.exp(z * log_error / -np.log(survival))
            lower, upper = survival**widening, survival ** (1 / widening)
    certain = survival >= 1
    lost = survival <= 0
    return (
        np.where(lost, np.nan, np.where(certain, 1.0, lower)),
        np.where(lost, np.nan, np.where(certain, 1.0, upper)),
    )


def risk_sets(times: Floats, leaving: Floats, late_entries: LateEntries | None) -> Floats:
    """How many stays are under observation just before each of the ascending times."""
    left_before = np.cumsum(leaving) - leaving
    total = float(leaving.sum())
    if late_entries is None:
        return np.asarray(total - left_before, dtype=np.float64)
    entry = np.asarray(late_entries.times, dtype=np.float64)
    order = np.argsort(entry, kind="stable")
    entered = np.concatenate(([0.0], np.cumsum(np.asarray(late_entries.counts, dtype=np.float64)[order])))
    seen_before = entered[np.searchsorted(entry[order], times, side="left")]
    return np.asarray(total - entered[-1] + seen_before - left_before, dtype=np.float64)


def log_rank(groups: list[tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike]]) -> LogRank:
    """Log-rank test over groups of (times, ends, censored) counts.

    Source: Peto & Peto, J. R. Stat. Soc. A 135 (1972) 185; hypergeometric variance. ValueError below two groups.
    """
    if len(groups) < 2:
        message = "the log-rank test compares at least two groups"
        raise ValueError(message)
    counted = [_counts(*group) for group in groups]
    distinct = np.unique(np.concatenate([at[ended > 0] for at, ended, _ in counted]))
    risk = np.array([_risk_at(distinct, at, ended + gone) for at, ended, gone in counted])
    ends = np.array([_ends_at(distinct, at, ended) for at, ended, _ in counted])
    at_risk, total = risk.sum(axis=0), ends.sum(axis=0)
    share = risk / at_risk
    expected = (share * total).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(at_risk > 1, total * (at_risk - total) / (at_risk - 1), 0.0)
    variance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    observed = ends.sum(axis=1)
    away = (observed - expected)[:-1]
    chi_square = float(away @ np.linalg.pinv(variance[:-1, :-1]) @ away)
    freedom = int(np.sum(expected > 0)) - 1
    p = float(gamma_upper_shares([freedom / 2], [chi_square / 2])[0]) if freedom > 0 else 1.0
    return LogRank(tuple(map(float, observed)), tuple(map(float, expected)), chi_square, p)


def _counts(times: npt.ArrayLike, ends: npt.ArrayLike, censored: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    at = np.asarray(times, dtype=np.float64)
    if at.size > 1 and not bool((np.diff(at) > 0).all()):
        message = "times must be distinct and ascending"
        raise ValueError(message)
    return at, np.asarray(ends, dtype=np.float64), np.asarray(censored, dtype=np.float64)


def _crossing(times: Floats, curve: Floats, level: float, longest: float) -> float | None:
    """Where a falling step curve crosses a level; the middle of its flat part when it runs along the level."""
    known = ~np.isnan(curve)
    at, height = times[known], curve[known]
    below = np.flatnonzero(height <= level + TIE)
    if below.size == 0:
        return None
    first = int(below[0])
    if height[first] < level - TIE:
        return float(at[first])
    under = np.flatnonzero(height < level - TIE)
    end = float(at[under[0]]) if under.size else longest
    return (float(at[first]) + end) / 2


def _risk_at(wanted: Floats, times: Floats, leaving: Floats) -> Floats:
    left = np.concatenate(([0.0], np.cumsum(leaving)))
    return np.asarray(left[-1] - left[np.searchsorted(times, wanted, side="left")], dtype=np.float64)


def _ends_at(wanted: Floats, times: Floats, ends: Floats) -> Floats:
    found = np.zeros(wanted.size)
    place = np.searchsorted(wanted, times[ends > 0])
    found[place] = ends[ends > 0]
    return found
