"""The figures of many groups of stays at once: Kaplan–Meier quantiles and the plain ones of completed stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.estimates.quantiles import Floats, Integers, grouped_quantiles
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
    completed = np.bincount(codes, weights=ended, minlength=groups)
    longest = np.full(groups, np.nan)
    observed = ended + gone > 0
    longest[codes[observed]] = at[observed]
    seen = ended > 0
    curve = _curves(codes, ended, ended + gone, groups)
    lower, upper = survival_band(curve.survival[seen], curve.log_error[seen], z=z, transform="log-log")
    where = _Steps(codes[seen], at[seen], groups, longest)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(codes, weights=at * ended, minlength=groups) / np.where(completed > 0, completed, np.nan)
    return StaySummary(
        completed.astype(np.int64),
        np.bincount(codes, weights=gone, minlength=groups).astype(np.int64),
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


def _curves(codes: Integers, ended: Floats, leaving: Floats, groups: int) -> _Curves:
    """Survival and the error of its logarithm after each row, all groups end to end."""
    total = np.bincount(codes, weights=leaving, minlength=groups)
    risk = total[codes] - _running(codes, leaving) + leaving
    last = ended >= risk
    with np.errstate(divide="ignore", invalid="ignore"):
        fall = np.where(last, 0.0, np.log1p(-ended / risk))
        spread = np.where(last, 0.0, ended / (risk * (risk - ended)))
    over = _running(codes, last.astype(np.float64)) > 0
    return _Curves(
        np.where(over, 0.0, np.exp(_running(codes, fall))),
        np.where(over, np.nan, np.sqrt(np.maximum(_running(codes, spread), 0))),
    )


def _running(codes: Integers, values: Floats) -> Floats:
    """Running sum that starts again with each group.

    The sum runs over all groups and the part before each is taken off, so its rounding error is that of the largest
    running total: some 1e-10 of a logarithm over a million rows, far inside `TIE`.
    """
    running = np.cumsum(values)
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    before = np.zeros(codes.size)
    before[starts] = running[starts] - values[starts]
    lengths = np.diff(np.append(starts, codes.size))
    return np.asarray(running - np.repeat(before[starts], lengths), dtype=np.float64)


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
    same = np.diff(codes) == 0
    if bool((np.diff(codes) < 0).any()) or bool((np.diff(at)[same] <= 0).any()):
        message = "groups must ascend, and times be distinct and ascending within each"
        raise ValueError(message)
