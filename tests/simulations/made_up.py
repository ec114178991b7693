"""A semi-Markov pipeline with something planted: deals arrive at random, stay log-normal times, then advance or lose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STAGES: Final = 4
SEGMENTS: Final = 3
MEDIAN_DAYS: Final = (14.0, 20.0, 30.0, 18.0)
SIGMA: Final = 0.8
ADVANCE: Final = (0.6, 0.55, 0.5, 0.6)
ADVANCED, LOST = 1, 4


@dataclass(frozen=True)
class Planted:
    """What changes for one segment in one stage from `start` (day) on, up to `until`.

    Stays run `slower` times slower, those under way included; of the deals that would have advanced the share `fewer`
    is lost instead.
    """

    stage: int
    segment: int
    start: float
    slower: float = 1.0
    fewer: float = 0.0
    until: float = np.inf


@dataclass(frozen=True)
class Visits:
    """One entry a visit: segment, stage (0 …), entered and left (days), cause (1 advanced, 4 lost)."""

    segment: npt.NDArray[np.int64]
    stage: npt.NDArray[np.int64]
    entered: Floats
    left: Floats
    cause: npt.NDArray[np.int64]


def pipeline(random: np.random.Generator, *, deals_a_day: float, days: int, planted: Planted | None = None) -> Visits:
    """All visits begun in `days` days; what happens after is in there too, as the future."""
    count = int(random.poisson(deals_a_day * days))
    entered = random.uniform(0, days, count)
    segment = random.integers(0, SEGMENTS, count)
    parts = []
    for stage in range(STAGES):
        left = entered + MEDIAN_DAYS[stage] * np.exp(SIGMA * random.standard_normal(len(entered)))
        advances = random.uniform(size=len(entered)) < ADVANCE[stage]
        if planted is not None and planted.stage == stage:
            left, advances = _changed(random, planted, segment, entered, left, advances)
        parts.append((segment, np.full(len(entered), stage), entered, left, np.where(advances, ADVANCED, LOST)))
        on = advances & (left < days)
        entered, segment = left[on], segment[on]
    return Visits(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def wins_if_it_ended(
    planted: Planted, *, day: float, days: int = 365, deals_a_day: float = 400, runs: int = 10
) -> float:
    """The truth of a what-if, by brute force: wins more in the `days` after `day`, for one deal a day, if it ended then."""
    wins = {day: 0, np.inf: 0}
    for run in range(runs):
        for until in wins:
            told = replace(planted, until=until)
            seen = pipeline(np.random.default_rng(run), deals_a_day=deals_a_day, days=int(day) + days, planted=told)
            won = (seen.stage == STAGES - 1) & (seen.cause == ADVANCED) & (seen.left > day) & (seen.left <= day + days)
            wins[until] += int(won.sum())
    return (wins[day] - wins[np.inf]) / runs / deals_a_day


def _changed(
    random: np.random.Generator,
    planted: Planted,
    segment: npt.NDArray[np.int64],
    entered: Floats,
    left: Floats,
    advances: npt.NDArray[np.bool_],
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    hit = (segment == planted.segment) & (left > planted.start)
    hit &= entered < planted.until
    since = np.maximum(entered, planted.start)
    slowed = since + (left - since) * planted.slower
    # What is left of a stay when the change ends runs as it used to.
    slowed = np.where(
        slowed > planted.until, left + (min(planted.until, 1e9) - since) * (1 - 1 / planted.slower), slowed
    )
    kept = random.uniform(size=len(left)) >= planted.fewer
    return np.where(hit, slowed, left), advances & (kept | ~hit | (slowed > planted.until))
