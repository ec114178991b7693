"""Whether stays still end as they used to: exits observed against those expected from earlier hazards.

Time is counted in bands of age that widen with age; a hazard is constant within one. A cell (a stage, or a stage of one
segment) is one row of the arrays; adding the scores of cells up gives the stratified test of them together, which a
shift between the cells cannot fool.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.rates import poisson_intervals

Floats = npt.NDArray[np.float64]
_NORMAL: Final = NormalDist()
LEANING: Final = 5.0
AGES: Final = np.array(
    [0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 19, 24, 30, 38, 48, 60, 76, 96, 121, 152, 192, 242, 305, 384, 484, 610]
)
"""First day of each band of age."""


@dataclass(frozen=True)
class Watched:
    """Stays under observation. `exposure[cell, band]`: days spent in that band of age; `ends[cell, band, cause]`."""

    exposure: Floats
    ends: Floats

    def plus(self, other: Watched) -> Watched:
        """Both together: the same cells watched in two spans of time that do not overlap."""
        return Watched(self.exposure + other.exposure, self.ends + other.ends)

    @property
    def all_ends(self) -> Floats:
        """Ends of any cause, shape (cells, ages)."""
        return np.asarray(self.ends.sum(axis=2), dtype=np.float64)


@dataclass(frozen=True)
class Score:
    """One entry a cell: `observed` and `expected` events; `away` ÷ √`variance` is standard normal without a change.

    `away` is below 0 where there are fewer events than before. Scores of cells add up.
    """

    observed: Floats
    expected: Floats
    away: Floats
    variance: Floats

    def pooled(self, groups: npt.NDArray[np.int64], count: int) -> Score:
        """The scores of `count` groups of cells; `groups` gives each cell's."""
        added = (
            np.asarray(np.bincount(groups, weights=part, minlength=count), dtype=np.float64)
            for part in (self.observed, self.expected, self.away, self.variance)
        )
        return Score(*added)

    def p_fewer(self) -> Floats:
        """One-sided p of so few events; NaN where nothing could be compared."""
        with np.errstate(divide="ignore", invalid="ignore"):
            z = np.where(self.variance > 0, self.away / np.sqrt(self.variance), np.nan)
        return np.array([math.nan if math.isnan(one) else _NORMAL.cdf(one) for one in z])


def watched(joined: Floats, joined_part: Floats, gone: Floats, gone_part: Floats, ends: Floats) -> Watched:
    """Days spent in each band of age, from how many stays joined and left the observation in it.

    All of shape (cells, bands): `joined`, `gone` count stays by the band in which their observation began and ended (a
    stay that ends with a full day ends in it), the parts add up how many days after the band's first. `ends`: (cells,
    bands, causes). Exact to the minute that the parts are.
    """
    widths = np.diff(np.append(AGES, np.inf))[: joined.shape[1]]
    inside = np.cumsum(joined - gone, axis=1)
    whole = np.where(inside > 0, inside * np.where(np.isinf(widths), 0, widths), 0.0)
    return Watched(np.maximum(whole - joined_part + gone_part, 0), ends)


def exit_score(before: Watched, now: Watched, groups: npt.NDArray[np.int64], cause: int | None = None) -> Score:
    """Exits now against those expected from the hazards before, band of age by band.

    Expected: Σ hazard before × deal-days now (Nelson–Aalen, piecewise constant). Where a cell saw little at an age its
    hazard leans on that of all cells of its group (`groups`, one number a cell), and that on the group's mean over all
    ages, as if `LEANING` exits at that pace had been seen too. The score conditions on all exits in a band, so it
    knows of the noise in the hazards before. Sources: Aalen, Ann. Stat. 6 (1978) 701; Breslow & Day, Statistical
    Methods in Cancer Research II, section 3.6; Mantel, Cancer Chemother. Rep. 50 (1966) 163.
    """
    old, new = (one.all_ends if cause is None else one.ends[:, :, cause] for one in (before, now))
    past, present = before.exposure, now.exposure
    whole = past + present
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(past > 0, present / whole, 0.0)
    ends = np.where(past > 0, old + new, 0.0)
    return Score(
        new.sum(axis=1),
        (leaning_hazards(old, past, groups) * present).sum(axis=1),
        (np.where(past > 0, new, 0.0) - ends * part).sum(axis=1),
        (ends * part * (1 - part)).sum(axis=1),
    )


def leaning_hazards(ends: Floats, exposure: Floats, groups: npt.NDArray[np.int64]) -> Floats:
    """Hazard a day of every cell and band of age, leaning on its group where little was seen; see `exit_score`."""
    numbers, group = np.unique(groups, return_inverse=True)
    belongs = np.eye(len(numbers))[group]
    group_ends, group_days = belongs.T @ ends, belongs.T @ exposure
    seen, watched_days = group_ends.sum(axis=1), group_days.sum(axis=1)
    known = (seen > 0) & (watched_days > 0)
    days = LEANING * np.divide(watched_days, seen, out=np.ones_like(seen), where=known)[:, None]
    shared = (group_ends + LEANING) / (group_days + days)
    found = (ends + (days * shared)[group]) / (exposure + days[group])
    return np.where(known[group, None], found, 0.0)


def mix_score(before_yes: Floats, before_no: Floats, now_yes: Floats, now_no: Floats) -> Score:
    """Events of one kind among the exits now against their share among the exits before, band of age by band.

    All of shape (cells, bands). Source: Mantel & Haenszel, J. Natl. Cancer Inst. 22 (1959) 719.
    """
    now, before = now_yes + now_no, before_yes + before_no
    whole, yes = now + before, now_yes + before_yes
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(whole > 0, yes / whole, 0.0)
        overall = before_yes.sum(axis=1) / before.sum(axis=1)
        earlier = np.where(before > 0, before_yes / before, overall[:, None])
        variance = np.where(whole > 1, now * before * share * (1 - share) / (whole - 1), 0.0)
    expected = np.where(now > 0, now * earlier, 0.0).sum(axis=1)
    return Score(now_yes.sum(axis=1), expected, (now_yes - now * share).sum(axis=1), variance.sum(axis=1))


def ratio_intervals(observed: Floats, expected: Floats, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Observed ÷ expected with the exact Poisson interval of the observed; NaN where nothing was expected."""
    below = np.where(expected > 0, expected, np.nan)
    low, high = poisson_intervals(np.round(observed), level)
    return observed / below, low / below, high / below


def exits_to_see(slower: float, *, level: float = 0.05, power: float = 0.8) -> int:
    """Expected exits from which a slow-down by the factor `slower` is seen with this power at this one-sided level.

    From the square-root transformation of a Poisson count, whose variance is 1/4. Source: Lehmann & Romano, Testing
    Statistical Hypotheses, section 11.3. ValueError for a factor that is no slow-down.
    """
    if slower <= 1:
        message = f"a slow-down is above 1: {slower}"
        raise ValueError(message)
    reach = _NORMAL.inv_cdf(1 - level) + _NORMAL.inv_cdf(power)
    return math.ceil((reach / (2 * (1 - math.sqrt(1 / slower)))) ** 2)


def median_stay(ends: Floats, exposure: Floats) -> float | None:
    """Age by which half have left, from the ends and days spent in each band; None where the hazards do not get there.

    The hazard is constant within a band, so the age is interpolated in it; the last band has no end.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(exposure > 0, ends / exposure, 0.0)
    reached = 0.0
    for band, first in enumerate(AGES[: len(hazard)]):
        width = float(AGES[band + 1] - first) if band + 1 < len(AGES) else math.inf
        if hazard[band] > 0 and reached + hazard[band] * width >= math.log(2):
            return float(first) + (math.log(2) - reached) / float(hazard[band])
        reached += float(hazard[band]) * width if hazard[band] > 0 else 0.0
    return None


def change_point(observed: Floats, expected: Floats) -> int | None:
    """From which of equal spans on there were fewer events than expected: the start that the counts favour most.

    Poisson likelihood ratio over all starts (Hinkley & Hinkley, Biometrika 57 (1970) 477); None where none favours it.
    """
    late_observed = np.cumsum(observed[::-1])[::-1]
    late_expected = np.cumsum(expected[::-1])[::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.where(late_observed > 0, late_observed * np.log(late_observed / late_expected), 0.0) - (
            late_observed - late_expected
        )
    told = np.where((late_observed < late_expected) & (late_expected > 0), told, -np.inf)
    best = int(np.argmax(told))
    return best if np.isfinite(told[best]) else None
