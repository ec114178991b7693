"""The course of a figure as a line without axes: an SVG of a few hundred bytes, in the colour of the text around it."""

from __future__ import annotations

from html import escape
from typing import Final

WIDTH: Final = 160
HEIGHT: Final = 40
EDGE: Final = 4
"""Pixels around the line, so that its last point is not cut."""


def sparkline(values: tuple[float, ...], says: str) -> str:
    """The values from left to right, the last one marked; `says` is read to those who do not see it.

    Two values or more; where all are equal the line lies in the middle.
    """
    places = [_place(values, at) for at in range(len(values))]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    last_x, last_y = places[-1]
    return (
        f'<svg role="img" aria-label="{escape(says)}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" class="sparkline">'
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5" '
        f'stroke-linejoin="round"></polyline>'
        f'<circle cx="{last_x:.1f}" cy="{last_y:.1f}" r="2.5" fill="currentColor"></circle></svg>'
    )


def _place(values: tuple[float, ...], at: int) -> tuple[float, float]:
    low, high = min(values), max(values)
    height = 0.5 if high == low else (values[at] - low) / (high - low)
    x = EDGE + at / (len(values) - 1) * (WIDTH - 2 * EDGE)
    return x, HEIGHT - EDGE - height * (HEIGHT - 2 * EDGE)
