"""Counts of rare events against what was expected, and many comparisons at once."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

EPSILON: Final = 1e-15
TINY: Final = 1e-300
MOST_STEPS: Final = 100_000
TERMS: Final = 64
"""Terms of a series that are added up at once: large counts take thousands."""
Floats = npt.NDArray[np.float64]


def poisson_intervals(counts: npt.ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact intervals of the means of Poisson counts: their lower and upper ends, in the order given.

    Divide both ends by the expected count for the interval of observed ÷ expected. Source: Garwood, Biometrika 28
    (1936) 437. ValueError for a negative count.
    """
    k = np.asarray(counts, dtype=np.float64)
    if (k < 0).any():
        message = f"a count is not negative: {k.min():g}"
        raise ValueError(message)
    tail = (1 - level) / 2
    low = np.where(k > 0, _gamma_points(np.maximum(k, 1), 1 - tail), 0.0)
    return low, _gamma_points(k + 1, tail)


def _gamma_points(shape: Floats, upper: float) -> Floats:
    """Where the upper share of the gamma distribution is `upper`: Halley from Wilson–Hilferty, or bisected.

    Each step leaves about the cube of its own error, so a small one is the last.
    """
    z = NormalDist().inv_cdf(1 - upper)
    ceiling = shape + 10 * np.sqrt(shape + 1) + 20 - math.log(min(upper, 1 - upper))
    root = np.maximum(1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape)), 0.1)
    found: Floats = shape * root**3
    moving, astray = np.arange(shape.size), np.zeros(shape.size, dtype=np.bool_)
    for _ in range(12):
        own, mean = shape[moving], found[moving]
        away = upper - gamma_upper_shares(own, mean)
        slope = np.exp((own - 1) * np.log(mean) - mean - _log_gamma(own))
        with np.errstate(divide="ignore", invalid="ignore"):
            step = away / slope
            bend = 1 - step * ((own - 1) / mean - 1) / 2
            step = np.where(bend > 0.5, step / bend, step)
        within = (mean - step > 0) & (mean - step < ceiling[moving])
        astray[moving[~within]] = True
        found[moving] = np.where(within, mean - step, mean)
        small = np.abs(step) <= 1e-5 * np.minimum(found[moving], np.sqrt(found[moving]))
        moving = moving[within & ~small]
        if moving.size == 0:
            break
    astray[moving] = True
    found[astray] = _bisected(shape[astray], upper, ceiling[astray])
    return found


def _bisected(shape: Floats, upper: float, ceiling: Floats) -> Floats:
    """The same by halving, to the last digit that matters."""
    low, high = np.zeros_like(ceiling), ceiling.copy()
    while (high - low > 1e-12 * np.maximum(1.0, high)).any():
        middle = (low + high) / 2
        above = gamma_upper_shares(shape, middle) > upper
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return (low + high) / 2


def false_discovery(p_values: npt.ArrayLike) -> Floats:
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


def gamma_upper_shares(shape: npt.ArrayLike, x: npt.ArrayLike) -> Floats:
    """Upper regularised incomplete gamma function Q(shape, x): P(χ² with 2·shape degrees of freedom > 2x), one by one.

    Series below shape + 1 (DLMF 8.11.4), continued fraction above (DLMF 8.9.2, Lentz's method).
    """
    shapes, places = (np.asarray(one, dtype=np.float64) for one in np.broadcast_arrays(shape, x))
    found = np.ones(shapes.shape)
    for chosen, is_series in ((places > 0) & (places < shapes + 1), True), (places >= shapes + 1, False):
        own, at = shapes[chosen], places[chosen]
        scale = np.exp(own * np.log(at) - at - _log_gamma(own))
        found[chosen] = 1 - scale * _series(own, at) if is_series else scale * _fraction(own, at)
    return np.clip(found, 0.0, 1.0)


def _log_gamma(shape: Floats) -> Floats:
    return np.array([math.lgamma(one) for one in shape])


def _series(shape: Floats, x: Floats) -> Floats:
    total = 1 / shape
    term, moving, steps = total.copy(), np.arange(shape.size), np.arange(1, TERMS + 1)
    while moving.size:
        terms = term[moving, None] * np.cumprod(x[moving, None] / (shape[moving, None] + steps), axis=1)
        term[moving] = terms[:, -1]
        total[moving] += terms.sum(axis=1)
        moving, steps = moving[term[moving] > total[moving] * EPSILON], steps + TERMS
    return total


def _fraction(shape: Floats, x: Floats) -> Floats:
    b = x + 1 - shape
    c = np.full(x.shape, 1 / TINY)
    d = 1 / np.where(b == 0, TINY, b)
    value, moving, step = d.copy(), np.ones(x.shape, dtype=np.bool_), 0
    while moving.any() and step < MOST_STEPS:
        step += 1
        a = step * (shape - step)
        b += 2
        below, above = a * d + b, b + a / c
        d, c = 1 / np.where(below == 0, TINY, below), np.where(above == 0, TINY, above)
        change = np.where(moving, c * d, 1.0)
        value *= change
        moving &= np.abs(change - 1) > EPSILON
    return value
