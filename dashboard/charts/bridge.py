"""A bridge between two totals: grey totals, ups in the won hue, downs in the lost hue, always with their sign.

Drawn as bars on a base, so that a click reaches the app. A bar's customdata is `[key]`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.axes import money_axis
from dashboard.charts.figure import CLICKABLE, Figure, Spec, layout, note, rows_axis
from dashboard.charts.labels import plain, wrapped
from dashboard.charts.theme import Theme
from dashboard.formatting import short_money, signed_money
from dashboard.language import Words

ROW_HEIGHT: Final = 34


class Step(NamedTuple):
    """One bar: a signed change, or with `total` a level that starts at 0; `detail` is for the pointer."""

    key: str
    label: str
    value: float
    total: bool = False
    detail: str = ""


class Bar(NamedTuple):
    """Where a step lies on the axis: from `base`, `size` long to the right."""

    base: float
    size: float


def bars_of(steps: tuple[Step, ...]) -> tuple[Bar, ...]:
    """The place of each bar: changes hang on the running total."""
    level = 0.0
    bars = []
    for step in steps:
        if step.total:
            bars.append(Bar(min(0.0, step.value), abs(step.value)))
            level = step.value
        else:
            bars.append(Bar(min(level, level + step.value), abs(step.value)))
            level += step.value
    return tuple(bars)


def bridge(steps: tuple[Step, ...], *, currency: str, words: Words, theme: Theme) -> Figure:
    """Draw the steps from top to bottom; money in `currency`."""
    bars = bars_of(steps)
    low, high = _range(bars)
    data: Spec = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(steps))),
        "base": [bar.base for bar in bars],
        "x": [bar.size for bar in bars],
        "width": 0.62,
        "marker": {"color": [_colour(step, theme) for step in steps], "line": {"width": 0}},
        "customdata": [[step.key] for step in steps],
        "hovertext": [_hover(step, currency, words) for step in steps],
        "hoverinfo": "text",
        **CLICKABLE,
    }
    figure = layout(
        theme,
        height=ROW_HEIGHT * len(steps) + 40,
        margin=(4, 8, 24, 8),
        barmode="overlay",
        annotations=[
            _label(row, step, bar, currency, words) for row, (step, bar) in enumerate(zip(steps, bars, strict=True))
        ],
        shapes=_joins(steps, theme),
        xaxis=money_axis(theme, low, high, currency=currency, words=words),
        yaxis=rows_axis(theme, tuple(wrapped(step.label) for step in steps)),
    )
    return Figure([data, _targets(data, low, high)], figure)


def _targets(bars: Spec, low: float, high: float) -> Spec:
    """An unseen bar along each row: a change of a pixel's width can be pointed at and clicked all the same."""
    rows = len(bars["y"])
    return {
        **bars,
        "base": [low] * rows,
        "x": [high - low] * rows,
        "width": 0.9,
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
    }


def _range(bars: tuple[Bar, ...]) -> tuple[float, float]:
    """The span of the bars with a third more on the right, where the labels stand."""
    low = min((bar.base for bar in bars), default=0.0)
    high = max((bar.base + bar.size for bar in bars), default=1.0)
    return min(low, 0.0), high + 0.3 * ((high - min(low, 0.0)) or 1.0)


def _colour(step: Step, theme: Theme) -> str:
    if step.total:
        return theme.open
    return theme.won if step.value >= 0 else theme.lost


def _said(step: Step, currency: str, words: Words) -> str:
    return short_money(step.value, currency, words) if step.total else signed_money(step.value, currency, words)


def _hover(step: Step, currency: str, words: Words) -> str:
    lines = [plain(step.label), f"<b>{_said(step, currency, words)}</b>"]
    return "<br>".join([*lines, step.detail] if step.detail else lines)


def _label(row: int, step: Step, bar: Bar, currency: str, words: Words) -> Spec:
    text = _said(step, currency, words)
    return note(f"<b>{text}</b>" if step.total else text, bar.base + bar.size, row, xanchor="left", xshift=4)


def _joins(steps: tuple[Step, ...], theme: Theme) -> list[Spec]:
    """Hairlines from the end of one bar to the start of the next."""
    joins = []
    level = 0.0
    for row, step in enumerate(steps[:-1]):
        level = step.value if step.total else level + step.value
        place = {"x0": level, "x1": level, "y0": row + 0.31, "y1": row + 0.69}
        joins.append({"type": "line", "line": {"color": theme.muted, "width": 1}, **place})
    return joins
