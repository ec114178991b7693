"""Owners or teams as points: win rate against the length of the cycle or the mean won amount.

A point's customdata is `[by, value]`. With fewer than 20 closed deals it is hollow and takes no part in what is said.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Final, NamedTuple

from dashboard.charts.axes import days_axis, money_axis, share_axis
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note
from dashboard.charts.labels import deals_line, plain, shortened, width
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import days, interval, share, short_money
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.people_rows import TeamRow

HEIGHT: Final = 380
PLOT: Final = (290.0, 320.0)
"""Width and height in pixels of the plot on a phone: names that do not cover each other there never do."""
DOT, LINE, COLUMN = 7.0, 15.0, 6.8
"""Pixels: half a point, the height of a name, and the width of one of its columns."""
AXES: Final = {"cycle": mark("Sales cycle"), "amount": mark("Mean won amount")}
"""What lies on the horizontal axis."""


class Point(NamedTuple):
    """One owner; `x` in days or money."""

    row: TeamRow
    name: str
    x: float
    rate: float
    ranked: bool


def quadrant_chart(answer: Answer[TeamRow], *, axis: str, words: Words, theme: Theme) -> Chart:
    """Draw those with at least five closed deals and a value on the axis; lines at the medians of the ranked."""
    points = quadrant_points(answer, axis=axis, words=words)
    return Chart(_figure(points, answer, axis, words, theme), quadrant_says(points, answer, axis, words))


def quadrant_points(answer: Answer[TeamRow], *, axis: str, words: Words) -> tuple[Point, ...]:
    """The points, those with the most closed deals first."""
    found = []
    for row in answer.rows:
        closed = row.won + row.lost
        x = row.median_days if axis == "cycle" else row.won_value / row.won if row.won else None
        if row.win_rate is not None and x is not None and closed >= SHOWN_FROM:
            found.append(Point(row, row.value or words("(none)"), x, row.win_rate, closed >= RANKED_FROM))
    return tuple(sorted(found, key=lambda point: -(point.row.won + point.row.lost)))


def _said(axis: str, currency: str, words: Words) -> Callable[[float], str]:
    return (lambda x: days(x, words)) if axis == "cycle" else (lambda x: short_money(x, currency, words))


def quadrant_says(points: tuple[Point, ...], answer: Answer[TeamRow], axis: str, words: Words) -> str:
    """Where half of them lie; nobody is called slow."""
    ranked = [point for point in points if point.ranked]
    if len(ranked) < 2:
        return words("Fewer than two have the 20 closed deals that a comparison needs.")
    said = _said(axis, answer.currency, words)
    told = {
        "rate": share(statistics.median(point.rate for point in ranked), words),
        "x": said(statistics.median(point.x for point in ranked)),
        "n": words.number(len(ranked)),
    }
    if axis == "cycle":
        return words(
            "Of the {n} with 20 closed deals or more, half win {rate} or more, and half take {x} or less.", **told
        )
    return words(
        "Of the {n} with 20 closed deals or more, half win {rate} or more, and half win {x} a deal or more.", **told
    )


def _figure(points: tuple[Point, ...], answer: Answer[TeamRow], axis: str, words: Words, theme: Theme) -> Figure:
    near, far = _span([point.x for point in points])
    low, high = _span([point.rate for point in points])
    high = min(1.0, high)
    ranked = [point for point in points if point.ranked]
    title: Spec = {"text": words(AXES[axis]), "font": {"size": NOTE_SIZE}}
    along = (
        days_axis(theme, near, far, words=words, title=title)
        if axis == "cycle"
        else money_axis(theme, near, far, currency=answer.currency, words=words, title=title)
    )
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(8, 8, 44, 8),
        shapes=_medians(ranked, theme) if len(ranked) > 1 else [],
        annotations=_names(points, (near, far, low, high), theme),
        xaxis=along,
        yaxis=share_axis(theme, low, high, words=words, title={"text": words("Win rate"), "font": {"size": NOTE_SIZE}}),
    )
    return Figure([_dots(points, answer, axis, words, theme)], figure)


def _medians(ranked: list[Point], theme: Theme) -> list[Spec]:
    line: Spec = {"color": theme.muted, "width": 1, "dash": "dot"}
    x, y = statistics.median(point.x for point in ranked), statistics.median(point.rate for point in ranked)
    return [
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line},
        {"type": "line", "y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper", "line": line},
    ]


def _span(values: list[float]) -> tuple[float, float]:
    """From a little below the least to a little above the largest, never below zero."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.18 * ((high - low) or high or 1.0)
    return max(0.0, low - room), high + room


def _names(points: tuple[Point, ...], span: tuple[float, float, float, float], theme: Theme) -> list[Spec]:
    """A name at each point where it covers no other on a narrow screen; the rest are told by the pointer."""
    near, far, low, high = span
    taken: list[tuple[float, float, float, float]] = []
    for point in points:
        x, y = PLOT[0] * (point.x - near) / (far - near), PLOT[1] * (point.rate - low) / (high - low)
        taken.append((x - DOT, y - DOT, x + DOT, y + DOT))
    notes: list[Spec] = []
    for point, dot in zip(points, tuple(taken), strict=True):
        name = shortened(point.name, 16)
        for box, place in _places(dot, COLUMN * width(name)):
            if box[0] >= 0 and box[2] <= PLOT[0] and not any(_meet(box, other) for other in taken if other != dot):
                taken.append(box)
                font = {"size": NOTE_SIZE, "color": theme.text if point.ranked else theme.muted}
                notes.append(note(plain(name), point.x, point.rate, font=font, **place))
                break
    return notes


def _places(
    dot: tuple[float, float, float, float], wide: float
) -> list[tuple[tuple[float, float, float, float], Spec]]:
    """Above, below, right and left of a point: the box of its name, and how the chart library is told."""
    left, bottom, right, top = dot
    middle, level = (left + right) / 2, (bottom + top) / 2
    return [
        ((middle - wide / 2, top, middle + wide / 2, top + LINE), {"yanchor": "bottom", "yshift": DOT}),
        ((middle - wide / 2, bottom - LINE, middle + wide / 2, bottom), {"yanchor": "top", "yshift": -DOT}),
        ((right, level - LINE / 2, right + wide, level + LINE / 2), {"xanchor": "left", "xshift": DOT}),
        ((left - wide, level - LINE / 2, left, level + LINE / 2), {"xanchor": "right", "xshift": -DOT}),
    ]


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _dots(points: tuple[Point, ...], answer: Answer[TeamRow], axis: str, words: Words, theme: Theme) -> Spec:
    said = _said(axis, answer.currency, words)
    hover = [
        "<br>".join(
            (
                f"<b>{plain(point.name)}</b>",
                words(
                    "Win rate {rate} ({interval})",
                    rate=share(point.rate, words),
                    interval=interval(point.row.low, point.row.high, words),
                ),
                f"{words(AXES[axis])} {said(point.x)}",
                deals_line(point.row.won + point.row.lost, words),
            )
        )
        for point in points
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [point.x for point in points],
        "y": [point.rate for point in points],
        "marker": {
            "size": 12,
            "color": [theme.accent if point.ranked else theme.paper for point in points],
            "line": {"color": [theme.accent if point.ranked else theme.void for point in points], "width": 2},
        },
        "customdata": [[answer.by or "", point.row.value] for point in points],
        "hovertext": hover,
        "hoverinfo": "text",
        **CLICKABLE,
    }
