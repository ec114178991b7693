"""Axes with ticks written in the reader's language: money in K/M or 万/亿, days, shares, months."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from dashboard.charts.figure import Spec, axis
from dashboard.charts.theme import Theme
from dashboard.formatting import days, share, short_money
from dashboard.language import Words

STEPS: Final = (1.0, 2.0, 5.0)


def nice_ticks(low: float, high: float, *, most: int = 5) -> tuple[float, ...]:
    """About `most` round values from `low` to `high`, never fewer than fit: 1, 2 or 5 times a power of ten apart."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return (low,)
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    steps = [factor * power * ten for ten in (0.1, 1, 10) for factor in STEPS]
    step = min(steps, key=lambda size: abs(math.log((high - low) / size / most)))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(at * step, 10) for at in range(first, last + 1))


def padded(low: float, high: float, *, share_above: float = 0.06, share_below: float = 0.0) -> tuple[float, float]:
    """The span with room for labels; never empty."""
    span = (high - low) or abs(high) or 1.0
    return low - share_below * span, high + share_above * span


def _ticked(theme: Theme, low: float, high: float, say: Callable[[float], str], most: int, parts: Spec) -> Spec:
    ticks = nice_ticks(low, high, most=most)
    spec = {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": list(ticks),
        "ticktext": [say(tick) for tick in ticks],
    }
    return axis(theme, **{**spec, **parts})


def money_axis(
    theme: Theme,
    low: float,
    high: float,
    *,
    currency: str,
    words: Words,
    most: int = 4,
    **parts: Any,  # noqa: ANN401
) -> Spec:
    """An axis of amounts."""
    return _ticked(theme, low, high, lambda tick: short_money(tick, currency, words), most, parts)


def count_axis(theme: Theme, low: float, high: float, *, words: Words, most: int = 4, **parts: Any) -> Spec:  # noqa: ANN401
    """An axis of counts; ticks between whole numbers are left out."""
    spec = _ticked(theme, low, high, words.number, most, parts)
    whole = [tick for tick in spec["tickvals"] if tick == int(tick)]
    return {**spec, "tickvals": whole, "ticktext": [words.number(tick) for tick in whole]}


def days_axis(
    theme: Theme,
    low: float,
    high: float,
    *,
    words: Words,
    most: int = 5,
    bare: bool = False,
    **parts: Any,  # noqa: ANN401
) -> Spec:
    """An axis of days; `bare`: the numbers only, where another unit than the calendar day is named beside it."""
    return _ticked(theme, low, high, words.number if bare else lambda tick: days(tick, words), most, parts)


def share_axis(theme: Theme, low: float = 0.0, high: float = 1.0, *, words: Words, most: int = 4, **parts: Any) -> Spec:  # noqa: ANN401
    """An axis of shares, in percent."""
    return _ticked(theme, low, high, lambda tick: share(tick, words), most, parts)


def months_axis(theme: Theme, months: tuple[date, ...], *, words: Words, most: int = 4, **parts: Any) -> Spec:  # noqa: ANN401
    """A time axis whose points lie at 0, 1, 2 …; the newest is always named, others at equal steps before it."""
    step = max(1, math.ceil(len(months) / most))
    named = sorted(range(len(months) - 1, -1, -step))
    return axis(
        theme,
        showgrid=False,
        tickmode="array",
        tickvals=named,
        ticktext=[words.month(months[at]) for at in named],
        ticklabeloverflow="allow",
        ticklabelstandoff=4,
        range=[-0.5, max(len(months), 1) - 0.5],
        **parts,
    )
