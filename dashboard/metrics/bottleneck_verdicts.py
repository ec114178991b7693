"""Stages and their segments put to the test: exits and advances now against what they were, and the verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from dashboard.estimates import false_discovery
from dashboard.estimates.exits import Score, Watched, exit_score, exits_to_see, median_stay, mix_score
from dashboard.metrics.bottleneck_counts import ADVANCED, LOST, WON, Place, Spans

FALSE_DISCOVERY_RATE: Final = 0.05
SLOWER: Final = 1.6
LEAST_EXITS: Final = exits_to_see(SLOWER)
"""Expected exits below which a place gets no verdict: a slow-down by 1.6, tested alone, is missed one time in five."""

Pattern = Literal["both", "slow", "low_conversion"]


@dataclass(frozen=True)
class Tested:
    """Scores of the cells, or of the whole stages: one entry each."""

    exits: Score
    advances: Score
    left: npt.NDArray[np.float64]
    others: Score | None


@dataclass(frozen=True)
class Verdicts:
    """What was found of each place (whole stages first).

    `deals_needed`: about how many more deals a verdict needs, 0 where there was enough to find something.
    `exits_q`, `advance_q`: p adjusted over everything judged, NaN where nothing was.
    """

    places: tuple[Place, ...]
    scores: Tested
    deals_needed: npt.NDArray[np.int64]
    exits_q: npt.NDArray[np.float64]
    advance_q: npt.NDArray[np.float64]

    def pattern(self, at: int) -> Pattern | None:
        """The signal of one place."""
        slow, low = (float(q[at]) <= FALSE_DISCOVERY_RATE for q in (self.exits_q, self.advance_q))
        if slow and low:
            return "both"
        return "slow" if slow else "low_conversion" if low else None


def verdicts(seen: Spans, pipelines: Mapping[int, str], *, by_value: bool) -> Verdicts:
    """Test every stage and, with `by_value`, every cell; Benjamini-Hochberg over all that is shown.

    `seen.windows`: the year before and now, for the exits; the same for the mix of exits. `pipelines`: of each stage.
    """
    codes, group = np.unique(seen.stages, return_inverse=True)
    cells = _tested(seen)
    scores = _pooled(cells, group, len(codes))
    places: list[Place] = [(int(code), None) for code in codes]
    if by_value:
        places += seen.cells
        scores = _joined(scores, cells)
    needed = _deals_needed(places, scores.exits.expected, pipelines)
    adjusted = false_discovery(
        np.concatenate([np.where(needed == 0, one.p_fewer(), np.nan) for one in (scores.exits, scores.advances)])
    )
    return Verdicts(tuple(places), scores, needed, adjusted[: len(places)], adjusted[len(places) :])


def _deals_needed(
    places: list[Place], expected: npt.NDArray[np.float64], pipelines: Mapping[int, str]
) -> npt.NDArray[np.int64]:
    """How many more exits each place needs for a verdict: what itself lacks, or its pipeline's typical stage.

    The more places are tested, the stronger a signal must be to survive the correction. A pipeline gets no verdicts
    where a slow-down of its median stage by `SLOWER` would not survive it four times in five (by Bonferroni, the worst
    case of the correction): a report that misses most of what happens must not look like an all-clear. The numbers of
    deals alone decide, never what was found, so the error rate holds.
    """
    reach = exits_to_see(SLOWER, level=FALSE_DISCOVERY_RATE / (2 * max(1, len(places))))
    of_place = np.array([pipelines.get(stage, "") for stage, _ in places], dtype=object)
    whole = np.array([value is None for _, value in places], dtype=np.bool_)
    lacking = LEAST_EXITS - expected
    for pipeline in set(of_place):
        mine = of_place == pipeline
        lacking[mine] = np.maximum(lacking[mine], reach - np.median(expected[mine & whole]))
    return np.ceil(np.maximum(lacking, 0)).astype(np.int64)


def _tested(seen: Spans) -> Tested:
    """Every cell against its own past, and its exits against the other values' of the same stage and time."""
    before, now, mix_before, mix_now = seen.windows
    advanced = [one.ends[:, :, ADVANCED] + one.ends[:, :, WON] for one in (mix_before, mix_now)]
    lost = [one.ends[:, :, LOST] for one in (mix_before, mix_now)]
    return Tested(
        exit_score(before, now, seen.stages),
        mix_score(advanced[0], lost[0], advanced[1], lost[1]),
        (advanced[1] + lost[1]).sum(axis=1),
        exit_score(_others(now, seen.stages), now, np.arange(len(seen.cells))),
    )


def _others(now: Watched, stages: npt.NDArray[np.int64]) -> Watched:
    """The other cells of the same stage, cell by cell."""
    _, group = np.unique(stages, return_inverse=True)
    exposure, ends = np.zeros_like(now.exposure), np.zeros_like(now.ends)
    for one in range(int(group.max()) + 1):
        mine = group == one
        exposure[mine] = now.exposure[mine].sum(axis=0) - now.exposure[mine]
        ends[mine] = now.ends[mine].sum(axis=0) - now.ends[mine]
    return Watched(np.maximum(exposure, 0), ends)


def _pooled(cells: Tested, group: npt.NDArray[np.int64], count: int) -> Tested:
    """The stratified scores of `count` groups of cells; `group` gives each cell's."""
    left = np.asarray(np.bincount(group, weights=cells.left, minlength=count), dtype=np.float64)
    return Tested(cells.exits.pooled(group, count), cells.advances.pooled(group, count), left, None)


def _joined(whole: Tested, cells: Tested) -> Tested:
    """The whole stages, then the cells; only cells have others to be compared with."""

    def end_to_end(one: Score, other: Score) -> Score:
        parts = ("observed", "expected", "away", "variance")
        return Score(*(np.concatenate([getattr(one, part), getattr(other, part)]) for part in parts))

    nothing = Score(*(np.zeros(len(whole.left)) for _ in range(4)))
    return Tested(
        end_to_end(whole.exits, cells.exits),
        end_to_end(whole.advances, cells.advances),
        np.concatenate([whole.left, cells.left]),
        end_to_end(nothing, cells.others) if cells.others else None,
    )


def benchmarks(seen: Spans) -> dict[int, float]:
    """Stage code → median stay in days of the 12 months before the window, all values together."""
    before = seen.windows[0]
    found = {}
    for stage in np.unique(seen.stages):
        mine = seen.stages == stage
        median = median_stay(before.all_ends[mine].sum(axis=0), before.exposure[mine].sum(axis=0))
        if median is not None:
            found[int(stage)] = median
    return found
