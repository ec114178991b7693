"""What if a stage ran at another pace: wins of an absorbing semi-Markov process within a time, and in the end.

A place is a stage. A stay in it ends by one of four causes with hazards that depend on its age: on, back, won, lost. On
and back lead to other places, where the age begins anew; won and lost absorb. Everything is an expected number, in
steps of `STEP_DAYS`. Source: Howard, Dynamic Probabilistic Systems II, chapter 10; Shapley, Contributions to the Theory
of Games II (1953) 307.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import AGES

Floats = npt.NDArray[np.float64]

STEP_DAYS: Final = 5
HORIZON_DAYS: Final = 365
ON, BACK, WON, LOST = 0, 1, 2, 3
STEPS: Final = HORIZON_DAYS // STEP_DAYS
OLDEST: Final = int(AGES[-1]) // STEP_DAYS
"""Steps of age after which a hazard stays what it is."""
BAND_OF_STEP: Final = np.searchsorted(AGES, (np.arange(OLDEST + STEPS + 1) + 0.5) * STEP_DAYS, side="right") - 1
TINY: Final = 1e-300
"""Share of fresh stays that get to an age, below which nobody of that age is taken to leave."""
MIDDLE_STEP: Final = ((AGES + np.append(AGES[1:], AGES[-1])) / 2 // STEP_DAYS).astype(np.int64)
"""Step of age that stands for a band."""


@dataclass(frozen=True)
class Flow:
    """Who is in the process: `stock[group, place, band of age]` deals, `inflow[group, place]` deals a day.

    `onward[place, place]`, `back[place, place]`: where those go that leave on or back; rows add up to 1 or 0.
    `horizon_days`: for how many days, of those in which ages and hazards count, it is followed; at most `HORIZON_DAYS`.
    """

    stock: Floats
    inflow: Floats
    onward: Floats
    back: Floats
    horizon_days: int = HORIZON_DAYS

    @property
    def steps(self) -> int:
        """Steps for which the process is followed."""
        return max(self.horizon_days // STEP_DAYS, 1)


@dataclass(frozen=True)
class Pace:
    """How stays end: `hazards[group, place, band of age, cause]` a day."""

    hazards: Floats

    def ends(self) -> tuple[Floats, Floats]:
        """By step of age: chance to end by each cause but lost, (cause, group, place, step), and to go on beyond it."""
        every = self.hazards.sum(axis=3) * STEP_DAYS
        each = np.ascontiguousarray(np.moveaxis(self.hazards[..., :LOST], 3, 0)) * STEP_DAYS
        shares = np.divide(each, every, out=np.zeros_like(each), where=every > 0)
        # Unlike an index, `take` leaves the steps of a place side by side in memory.
        ends, on = shares * -np.expm1(-every), np.exp(-every)
        return ends.take(BAND_OF_STEP, axis=3), on.take(BAND_OF_STEP, axis=2)


@dataclass(frozen=True)
class Course:
    """How stays end at one pace, by cause (first; lost ones are the rest): by step, and in the end.

    `fresh[cause, group, place, step]`: chance of a stay that begins; `standing`: deals of the stock, by step from now.
    `fresh_ever`, `standing_ever`: the same in the end, whenever that is, (cause, group, place).
    """

    fresh: Floats
    standing: Floats
    fresh_ever: Floats
    standing_ever: Floats


@dataclass(frozen=True)
class Gain:
    """By group and place: wins more within the horizon of the flow, and more in the end of the same deals."""

    within: Floats
    ever: Floats


def gains(flow: Flow, now: Course, other: Course, off: tuple[int, ...]) -> Gain:
    """Wins gained if one place ran at its `other` pace, all else as it is now. Both courses are those of the flow.

    Two or more places of `off` share what they gain together by Shapley's value, so that their gains add up.
    """
    places = flow.inflow.shape[1]
    shared = off if len(off) > 1 else ()
    sets = [frozenset[int](), *(frozenset({place}) for place in range(places))]
    sets += [frozenset(one) for size in range(2, len(shared) + 1) for one in combinations(shared, size)]
    chosen = np.array([[place in one for place in range(places)] for one in sets])
    within, ever = _wins(flow, now, other, chosen)
    number = {one: at for at, one in enumerate(sets)}

    def told(wins: Floats) -> Floats:
        alone = wins[1 : places + 1] - wins[0]
        for place in shared:
            alone[place] = _shapley(wins, number, place, shared)
        return np.asarray(alone.T, dtype=np.float64)

    return Gain(told(within), told(ever))


def _shapley(wins: Floats, number: dict[frozenset[int], int], place: int, shared: tuple[int, ...]) -> Floats:
    """What `place` adds to the wins, averaged over all orders in which the shared places are put right."""
    others, count = [one for one in shared if one != place], len(shared)
    total = np.zeros(wins.shape[1])
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        for one in combinations(others, size):
            before = frozenset(one)
            total += weight * (wins[number[before | {place}]] - wins[number[before]])
    return total


def _wins(flow: Flow, now: Course, other: Course, chosen: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Wins within the horizon and ever, both (scenarios, groups); `chosen[scenario, place]`: at its other pace."""
    by_step, ever = chosen[:, None, :, None], chosen[:, None, :]
    within = _within(flow, _chosen(by_step, other.fresh, now.fresh), _chosen(by_step, other.standing, now.standing))
    fresh_ever = _chosen(ever, other.fresh_ever, now.fresh_ever)
    return within, _ever(flow, fresh_ever, _chosen(ever, other.standing_ever, now.standing_ever))


def _chosen(chosen: npt.NDArray[np.bool_], other: Floats, now: Floats) -> Floats:
    """Cause by cause, for every scenario: of each place what its pace there makes of it."""
    return np.where(chosen, other[:, None], now[:, None])


def course(flow: Flow, pace: Pace) -> Course:
    """How the stays of a flow end at a pace."""
    ends, on = pace.ends()
    there = np.concatenate([np.ones((*on.shape[:2], 1)), np.cumprod(on, axis=2)], axis=2)
    fresh = there[:, :, :-1] * ends
    left = there.take(MIDDLE_STEP, axis=2)
    part = np.divide(flow.stock, left, out=np.zeros_like(left), where=left > TINY)
    standing = _standing(part, fresh, flow.steps)
    in_the_end = _in_the_end(ends, on)
    standing_ever = np.einsum("gpb,cgpb->cgp", flow.stock, in_the_end[..., MIDDLE_STEP])
    return Course(fresh[..., : flow.steps], standing, in_the_end[..., 0], standing_ever)


def _standing(part: Floats, fresh: Floats, steps: int) -> Floats:
    """What becomes of those who are there, by step from now, as `fresh`; `part` by band of age."""
    added = np.zeros((*fresh.shape[:3], steps))
    of_band = np.empty_like(added)
    for band, step in enumerate(MIDDLE_STEP):
        np.multiply(part[..., band, None], fresh[..., step : step + steps], out=of_band)
        added += of_band
    return added


def _in_the_end(ends: Floats, on: Floats) -> Floats:
    """Chance to end by each cause at last, from each step of age; after the oldest the hazards stay."""
    last = ends[..., -1] / np.maximum(1 - on[..., -1], TINY)
    found = np.empty_like(ends)
    for step in range(ends.shape[-1] - 1, -1, -1):
        last = ends[..., step] + on[..., step] * last
        found[..., step] = last
    return found


def _within(flow: Flow, fresh: Floats, standing: Floats) -> Floats:
    """Wins by the horizon: what leaves on or back in a step comes in elsewhere for the next.

    Whoever comes in has the steps that are left to be won in, so the wins are added up once all have come.
    """
    moves, steps = fresh[:WON], flow.steps
    # The newest first, so that it lies in memory as the ends by step of age do.
    came = np.empty((*fresh.shape[1:4], steps))
    came[..., -1] = flow.inflow * STEP_DAYS
    for step in range(steps - 1):
        out = np.einsum("sgpu,csgpu->csgp", came[..., steps - 1 - step :], moves[..., : step + 1])
        out += standing[:WON, ..., step]
        came[..., steps - 2 - step] = flow.inflow * STEP_DAYS + out[ON] @ flow.onward + out[BACK] @ flow.back
    won = np.cumsum(fresh[WON], axis=3)
    wins: Floats = np.einsum("sgpu,sgpu->sg", came, won) + standing[WON].sum(axis=(2, 3))
    return wins


def _ever(flow: Flow, fresh: Floats, standing: Floats) -> Floats:
    """Wins in the end of those there and of those that come within the horizon."""
    between = fresh[ON, ..., None] * flow.onward + fresh[BACK, ..., None] * flow.back
    places = np.eye(flow.onward.shape[0]) * (1 + 1e-12)
    chance = np.linalg.solve(places - between, fresh[WON, ..., None])[..., 0]
    onward, back = chance @ flow.onward.T, chance @ flow.back.T
    there = standing[WON] + standing[ON] * onward + standing[BACK] * back
    return np.asarray((there + flow.inflow * flow.horizon_days * chance).sum(axis=2), dtype=np.float64)
