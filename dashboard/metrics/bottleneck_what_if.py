"""What if a stage ran as it did in the year before (definitions §3): the wins it would bring, all else as it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES, Score, exit_score, leaning_hazards
from dashboard.estimates.semi_markov import WON, Course, Flow, Gain, Pace, course, gains
from dashboard.metrics.bottleneck_around import Around, Move
from dashboard.metrics.bottleneck_counts import Place, Spans
from dashboard.metrics.bottleneck_waiting import Stock
from dashboard.metrics.grounds import Stage, stages_of
from dashboard.warehouse.scope import Scope

MOST_SHARED: Final = 5
"""Stages of a pipeline that share a gain by Shapley's value: 2⁵ what-ifs. More than five off at once are told alone."""
CAUSES: Final = 4
MOVES: Final = {1: 0, 2: 1}
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Wins:
    """Wins more within a year, and of the same deals in the end, if the place ran at its baseline; signed."""

    within: float
    ever: float


def by_cause(seen: Spans) -> tuple[Score, ...]:
    """Ends of each cause now against those expected from the year before; `seen.windows` are these two."""
    return tuple(exit_score(seen.windows[0], seen.windows[1], seen.stages, cause) for cause in range(CAUSES))


def what_ifs(
    scope: Scope, seen: Spans, scores: Sequence[Score], off: Mapping[Place, str], there: Around
) -> dict[Place, Wins]:
    """The gain of every cell, and under the code None of every whole stage; `scores`: those `by_cause`.

    `seen.windows`: the year before, and now. The present hazards are those of the year before times exits seen ÷
    expected: where `off` names a place slow, of all causes together; of low conversion, of each against all; else of
    each cause. What is no more than chance is so left as it was. For a whole stage the exits of its cells are added up.
    Stages that are off as a whole or for a value share what they gain together. Places of a pipeline that has won
    nothing are absent. `there`: who is there now, its ages and time in the days of the hazards.
    """
    before = _before(seen)
    shared = {stage for stage, _ in off}
    present = {whole: before * _pace(seen, scores, off, whole=whole)[:, None, :] for whole in (False, True)}
    found: dict[Place, Wins] = {}
    for one in pipelines_in(scope, seen, there):
        if before[list(one.cells.values()), :, WON].any():
            together = tuple(place for place, stage in enumerate(one.stages) if stage.stage_code in shared)
            together = together if len(together) <= MOST_SHARED else ()
            usual = one.course(before)
            for whole, hazards in present.items():
                found |= one.told(gains(one.flow, one.course(hazards), usual, together), whole=whole)
    return found


@dataclass(frozen=True)
class _Pipeline:
    """One pipeline's stages and values, the flow through it, and (stage, code) → the number of the cell."""

    stages: tuple[Stage, ...]
    codes: tuple[int, ...]
    flow: Flow
    cells: dict[tuple[int, int], int]

    def course(self, hazards: Floats) -> Course:
        """How its stays end at the hazards of the cells; 0 where no stay was seen."""
        found = np.zeros((len(self.codes), len(self.stages), len(AGES), CAUSES))
        for place, stage in enumerate(self.stages):
            for at, code in enumerate(self.codes):
                if (stage.stage_code, code) in self.cells:
                    found[at, place] = hazards[self.cells[stage.stage_code, code]]
        return course(self.flow, Pace(found))

    def told(self, gain: Gain, *, whole: bool) -> dict[Place, Wins]:
        """The gain of the whole stages, or of every value in them."""
        if whole:
            within, ever = gain.within.sum(axis=0), gain.ever.sum(axis=0)
            return {
                (stage.stage_code, None): Wins(float(within[place]), float(ever[place]))
                for place, stage in enumerate(self.stages)
            }
        return {
            (stage.stage_code, code): Wins(float(gain.within[at, place]), float(gain.ever[at, place]))
            for place, stage in enumerate(self.stages)
            for at, code in enumerate(self.codes)
        }


def pipelines_in(scope: Scope, seen: Spans, there: Around) -> list[_Pipeline]:
    """The pipelines that have cells, each with who stands in it and who comes in."""
    open_stages = [stage for stage in stages_of(scope) if stage.kind == 0]
    found = []
    for pipeline in dict.fromkeys(stage.pipeline_code for stage in open_stages):
        own = tuple(stage for stage in open_stages if stage.pipeline_code == pipeline)
        numbers = {stage.stage_code for stage in own}
        cells = {cell: at for at, cell in enumerate(seen.cells) if cell[0] in numbers}
        codes = tuple(sorted({code for _, code in cells}))
        if cells:
            found.append(_Pipeline(own, codes, _flow(own, codes, there.stock, there.moves.get(pipeline, [])), cells))
    return found


def _before(seen: Spans) -> Floats:
    """Hazards of every cell in the year before, by band of age and cause."""
    before = seen.windows[0]
    each = [leaning_hazards(before.ends[:, :, cause], before.exposure, seen.stages) for cause in range(CAUSES)]
    return np.stack(each, axis=2)


def _pace(seen: Spans, scores: Sequence[Score], off: Mapping[Place, str], *, whole: bool) -> Floats:
    """Ends seen ÷ expected of every cell and cause, as if one more of each had been seen; `whole`: of its stage."""
    observed, expected = (np.stack([getattr(one, name) for one in scores], axis=1) for name in ("observed", "expected"))
    if whole:
        _, group = np.unique(seen.stages, return_inverse=True)
        observed, expected = (
            np.stack([np.bincount(group, weights=one)[group] for one in part.T], axis=1)
            for part in (observed, expected)
        )
    each = (observed + 1) / (expected + 1)
    together = ((observed.sum(axis=1) + 1) / (expected.sum(axis=1) + 1))[:, None]
    names = [off.get((stage, None if whole else code)) or off.get((stage, None)) for stage, code in seen.cells]
    slow, low = (np.array([name == wanted for name in names])[:, None] for wanted in ("slow", "low_conversion"))
    return np.asarray(np.where(slow, together, np.where(low, each / together, each)), dtype=np.float64)


def _flow(
    own: tuple[Stage, ...],
    codes: tuple[int, ...],
    there: Stock,
    moves: list[Move],
) -> Flow:
    place_of = {stage.rank: place for place, stage in enumerate(own)}
    stock, inflow = np.zeros((len(codes), len(own), len(AGES))), np.zeros((len(codes), len(own)))
    for place, stage in enumerate(own):
        for at, code in enumerate(codes):
            if (stage.stage_code, code) in there.cells:
                stock[at, place], inflow[at, place] = there.cells[stage.stage_code, code]
    ways = np.zeros((2, len(own), len(own)))
    for rank, leaves, next_rank, visits in moves:
        if leaves in MOVES and rank in place_of and next_rank in place_of:
            ways[MOVES[leaves], place_of[rank], place_of[next_rank]] += visits
    totals = ways.sum(axis=2, keepdims=True)
    ways = np.divide(ways, totals, out=np.zeros_like(ways), where=totals > 0)
    return Flow(stock, inflow, ways[0], ways[1], there.horizon_days)
