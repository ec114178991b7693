"""The figures of many groups of stays at once: Kaplan–Meier quantiles and the plain ones of completed stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.estimates.quantiles import Floats, Integers, grouped_quantiles
from dashboard.estimates.runs import Runs
from dashboard.estimates.survival import TIE, Z95, survival_band


@dataclass(frozen=True)
class StaySummary:
    """One entry a group, NaN where a figure is not defined (no stay, or the curve does not get there).

    `quantiles` has the shape (groups, shares asked for); `low` and `high` are the log-log interval of the first.
    `mean` and `median` are those of completed stays only; `longest` is the longest stay, ended or not.
    """

    completed: Integers
    going_on: Integers
    quantiles: Floats
    low: Floats
    high: Floats
    mean: Floats
    median: Floats
    longest: Floats


def summarise_stays(
    group: npt.ArrayLike,
    times: npt.ArrayLike,
    ends: npt.ArrayLike,
    censored: npt.ArrayLike,
    *,
    groups: int,
    shares: Sequence[float] = (0.5, 0.75, 0.9),
    z: float = Z95,
) -> StaySummary:
    """Summaries of counted stays, equal to `kaplan_meier` group by group, in one pass over all of them.

    `group`: numbers 0 … groups − 1, ascending; within one, `times` are distinct and ascending, with how many stays
    ended and how many were last seen going on. Sources: as in `dashboard.estimates.survival`.
    """
    codes = np.asarray(group, dtype=np.int64)
    at = np.asarray(times, dtype=np.float64)
    ended = np.asarray(ends, dtype=np.float64)
    gone = np.asarray(censored, dtype=np.float64)
    _check_order(codes, at)
    runs = Runs.of(codes, groups)
    completed = runs.sums(ended)
    longest = _longest(codes, at, ended + gone > 0, groups)
    seen = ended > 0
    curve = _curves(runs, ended, ended + gone)
    lower, upper = survival_band(curve.survival[seen], curve.log_error[seen], z=z, transform="log-log")
    where = _Steps(codes[seen], at[seen], groups, longest)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = runs.sums(at * ended) / np.where(completed > 0, completed, np.nan)
    return StaySummary(
        completed.astype(np.int64),
        runs.sums(gone).astype(np.int64),
        np.column_stack([_crossings(where, curve.survival[seen], 1 - share) for share in shares]),
        _crossings(where, lower, 1 - shares[0]),
        _crossings(where, upper, 1 - shares[0]),
        mean,
        grouped_quantiles(codes, at, ended, (0.5,), groups=groups)[:, 0],
        longest,
    )


@dataclass(frozen=True)
class _Curves:
    survival: Floats
    log_error: Floats


@dataclass(frozen=True)
class _Steps:
    codes: Integers
    times: Floats
    groups: int
    longest: Floats


def _longest(codes: Integers, at: Floats, observed: npt.NDArray[np.bool_], groups: int) -> Floats:
    found = np.full(groups, np.nan)
    found[codes[observed]] = at[observed]
    return found


def _curves(runs: Runs, ended: Floats, leaving: Floats) -> _Curves:
    """Survival and the error of its logarithm after each row, all groups end to end.

    Running totals of logarithms lose some 1e-10 over a million rows, far inside `TIE`.
    """
    total = runs.each(runs.sums(leaving)[runs.codes])
    risk = total - runs.running(leaving) + leaving
    last = ended >= risk
    with np.errstate(divide="ignore", invalid="ignore"):
        fall = np.where(last, 0.0, np.log1p(-ended / risk))
        spread = np.where(last, 0.0, ended / (risk * (risk - ended)))
    over = runs.running(last.astype(np.float64)) > 0
    return _Curves(
        np.where(over, 0.0, np.exp(runs.running(fall))),
        np.where(over, np.nan, np.sqrt(np.maximum(runs.running(spread), 0))),
    )


def _crossings(steps: _Steps, curve: Floats, level: float) -> Floats:
    """Per group, where the curve reaches the level; the middle of its flat part when it runs along it; else NaN."""
    reached = _first(steps, curve <= level + TIE)
    under = _first(steps, curve < level - TIE)
    found = np.full(steps.groups, np.nan)
    has = reached >= 0
    start = steps.times[reached[has]]
    end = np.where(under[has] >= 0, steps.times[under[has]] if steps.times.size else start, steps.longest[has])
    found[has] = np.where(under[has] == reached[has], start, (start + end) / 2)
    return found


def _first(steps: _Steps, true: npt.NDArray[np.bool_]) -> Integers:
    """Per group, the position of its first true row, −1 without."""
    places = np.flatnonzero(true)
    found = np.full(steps.groups, -1, dtype=np.int64)
    found[steps.codes[places][::-1]] = places[::-1]
    return found


def _check_order(codes: Integers, at: Floats) -> None:
    next_group = codes[1:] > codes[:-1]
    if not bool((next_group | (codes[1:] == codes[:-1]) & (at[1:] > at[:-1])).all()):
        message = "groups must ascend, and times be distinct and ascending within each"
        raise ValueError(message)
