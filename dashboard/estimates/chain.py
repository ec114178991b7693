"""The chance to end well from each place of a process, by the absorbing chain of its moves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def absorbing_chances(moves: npt.ArrayLike, ends: npt.ArrayLike) -> Floats:
    """Chance to be absorbed in each end, from each place; shape (places, ends), NaN where nothing ever left a place.

    `moves[from, to]`: counted moves between places, back-moves and skips included; `ends[from, end]`: counted
    absorptions. On fully closed histories the chance from the entry equals wins ÷ deals exactly. A place from which
    no end can be reached gives NaN. Source: Kemeny & Snell, Finite Markov Chains, theorem 3.3.7.
    """
    between = np.asarray(moves, dtype=np.float64)
    out = np.asarray(ends, dtype=np.float64)
    leaving = between.sum(axis=1) + out.sum(axis=1)
    chances = np.full(out.shape, np.nan)
    open_ended = _reach_an_end(between, out)
    used = np.flatnonzero((leaving > 0) & open_ended)
    if used.size == 0:
        return chances
    steps = between[np.ix_(used, used)] / leaving[used, None]
    chances[used] = np.linalg.solve(np.eye(used.size) - steps, out[used] / leaving[used, None])
    return chances


def _reach_an_end(between: Floats, out: Floats) -> npt.NDArray[np.bool_]:
    """Places from which some end can be reached."""
    reach: npt.NDArray[np.bool_] = out.sum(axis=1) > 0
    for _ in range(len(between)):
        reach = np.logical_or(reach, between[:, reach].sum(axis=1) > 0)
    return reach
