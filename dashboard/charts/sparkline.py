"""The course of a figure as a line without axes: an image of a few hundred bytes.

It travels as an `img` with its SVG inside: of an `svg` element written into a page Streamlit keeps nothing.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Final

WIDTH: Final = 160
HEIGHT: Final = 40
EDGE: Final = 4
"""Pixels around the line, so that its last point is not cut."""


def sparkline(values: tuple[float, ...], says: str, colour: str) -> str:
    """The values from left to right, the last one marked; `says` is read to those who do not see it.

    Two values or more; where all are equal the line lies in the middle. `colour` is #rrggbb.
    """
    image = b64encode(drawing(values, colour).encode()).decode()
    return (
        f'<img class="sparkline" alt="{escape(says)}" width="{WIDTH}" height="{HEIGHT}" '
        f'src="data:image/svg+xml;base64,{image}">'
    )


def drawing(values: tuple[float, ...], colour: str) -> str:
    """The line as SVG."""
    places = [_place(values, at) for at in range(len(values))]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    last_x, last_y = places[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round"/>'
        f'<circle cx="{last_x:.1f}" cy="{last_y:.1f}" r="2.5" fill="{colour}"/></svg>'
    )


def _place(values: tuple[float, ...], at: int) -> tuple[float, float]:
    low, high = min(values), max(values)
    height = 0.5 if high == low else (values[at] - low) / (high - low)
    x = EDGE + at / (len(values) - 1) * (WIDTH - 2 * EDGE)
    return x, HEIGHT - EDGE - height * (HEIGHT - 2 * EDGE)
