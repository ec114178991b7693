"""Quantiles and means of counted values: a value and how often it occurs, instead of a row each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def grouped_quantile(values: npt.ArrayLike, counts: npt.ArrayLike, share: float) -> float | None:
    """Quantile of ascending `values` that occur `counts` times; None without any.

    Linear interpolation between the two nearest ranks, as `numpy.quantile` and SQL `quantile_cont` (Hyndman & Fan,
    Am. Stat. 50 (1996) 361, type 7).
    """
    one_group = np.zeros(np.size(np.asarray(values)), dtype=np.int64)
    found = float(grouped_quantiles(one_group, values, counts, (share,), groups=1)[0, 0])
    return None if np.isnan(found) else found


def grouped_quantiles(
    group: npt.ArrayLike, values: npt.ArrayLike, counts: npt.ArrayLike, shares: Sequence[float], *, groups: int
) -> Floats:
    """The same for many groups at once: shape (groups, shares), NaN for a group without values.

    `group` holds numbers 0 … groups − 1, ascending; within one, `values` ascend.
    """
    codes = np.asarray(group, dtype=np.int64)
    value = np.asarray(values, dtype=np.float64)
    count = np.asarray(counts, dtype=np.int64)
    found = np.full((groups, len(shares)), np.nan)
    total = np.bincount(codes, weights=count, minlength=groups).astype(np.int64)
    filled = total > 0
    if not filled.any():
        return found
    first = (np.cumsum(total) - total)[filled]
    reached = np.cumsum(count)
    for column, share in enumerate(shares):
        rank = (total[filled] - 1) * share
        below = np.floor(rank).astype(np.int64)
        above = np.minimum(below + 1, total[filled] - 1)
        low = value[np.searchsorted(reached, first + below, side="right")]
        high = value[np.searchsorted(reached, first + above, side="right")]
        found[filled, column] = low + (high - low) * (rank - below)
    return found


def grouped_mean(values: npt.ArrayLike, counts: npt.ArrayLike) -> float | None:
    """Mean of `values` that occur `counts` times; None without any."""
    count = np.asarray(counts, dtype=np.float64)
    if not count.any():
        return None
    return float(np.asarray(values, dtype=np.float64) @ count / count.sum())


def bootstrap_median(
    values: npt.ArrayLike, *, seed: int, level: float = 0.95, draws: int = 10_000
) -> tuple[float | None, float | None]:
    """Percentile bootstrap interval of the median of `values`, in their unit; (None, None) without any.

    The middle of a resample of n sorted values is the value at rank ⌈n·U⌉, U the middle order statistic of n uniform
    numbers (a beta variable), so it is drawn directly: exact, at a cost that does not grow with n. Source: Efron,
    Ann. Stat. 7 (1979) 1, section 3.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64).ravel())
    n = ordered.size
    if n == 0:
        return None, None
    random = np.random.default_rng(seed)
    lower = (n + 1) // 2
    place = random.beta(lower, n - lower + 1, draws)
    medians = ordered[_rank(place, n)]
    if n % 2 == 0:
        next_place = place + (1 - place) * random.beta(1, n - lower, draws)
        medians = (medians + ordered[_rank(next_place, n)]) / 2
    low, high = np.quantile(medians, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _rank(place: Floats, n: int) -> Integers:
    return np.clip(np.ceil(place * n).astype(np.int64) - 1, 0, n - 1)
