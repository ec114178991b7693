"""Counts of rare events against what was expected, and many comparisons at once."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

EPSILON: Final = 1e-15
TINY: Final = 1e-300


def poisson_interval(k: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of the mean of a Poisson count `k`.

    Divide both ends by the expected count for the interval of observed ÷ expected. Source: Garwood, Biometrika 28
    (1936) 437. ValueError for a negative count.
    """
    if k < 0:
        message = f"a count is not negative: {k}"
        raise ValueError(message)
    tail = (1 - level) / 2
    ceiling = k + 10 * math.sqrt(k + 1) + 20 - math.log(tail)
    z = NormalDist().inv_cdf(1 - tail)
    low = 0.0 if k == 0 else _root(k, lambda mean: 1 - gamma_upper_share(k, mean) - tail, -z, ceiling)
    high = _root(k + 1, lambda mean: tail - gamma_upper_share(k + 1, mean), z, ceiling)
    return low, high


def _root(shape: int, rising: Callable[[float], float], z: float, ceiling: float) -> float:
    """Where a tail of the gamma distribution crosses its level: Halley from Wilson–Hilferty, or bisected.

    Each step leaves about the cube of its own error, so a small one is the last.
    """
    mean = shape * max(1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape)), 0.1) ** 3
    for _ in range(12):
        away = rising(mean)
        slope = math.exp((shape - 1) * math.log(mean) - mean - math.lgamma(shape))
        step = away / slope if slope > TINY else math.inf
        bend = 1 - step * ((shape - 1) / mean - 1) / 2
        step = step / bend if bend > 0.5 else step
        if not 0 < mean - step < ceiling:
            break
        mean -= step
        if abs(step) <= 1e-5 * min(mean, math.sqrt(mean)):
            return mean
    return _bisect(rising, 0.0, ceiling)


def false_discovery(p_values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Benjamini–Hochberg adjusted p values, in the order given; NaN (no test) stays NaN and does not count.

    Flag those ≤ 0.05 for a false discovery rate of 5 %. Source: Benjamini & Hochberg, J. R. Stat. Soc. B 57 (1995) 289.
    """
    p = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    if tested.size == 0:
        return adjusted
    descending = tested[np.argsort(-p[tested], kind="stable")]
    rank = np.arange(tested.size, 0, -1)
    adjusted[descending] = np.minimum(np.minimum.accumulate(p[descending] * tested.size / rank), 1)
    return adjusted


def gamma_upper_share(shape: float, x: float) -> float:
    """Upper regularised incomplete gamma function Q(shape, x): P(χ² with 2·shape degrees of freedom > 2x).

    Series below shape + 1 (DLMF 8.11.4), continued fraction above (DLMF 8.9.2, Lentz's method).
    """
    if x <= 0:
        return 1.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        return max(0.0, 1 - scale * _series(shape, x))
    return min(1.0, scale * _fraction(shape, x))


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    step = shape
    while term > total * EPSILON:
        step += 1
        term *= x / step
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    b = x + 1 - shape
    c, d = 1 / TINY, 1 / (b or TINY)
    value, change, step = d, 0.0, 0
    while abs(change - 1) > EPSILON:
        step += 1
        a = step * (shape - step)
        b += 2
        d = 1 / (a * d + b or TINY)
        c = b + a / c or TINY
        change = c * d
        value *= change
        if step > 100_000:
            break
    return value


def _bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero between `low` and `high`, to the last digit that matters."""
    while high - low > 1e-12 * max(1.0, high):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
