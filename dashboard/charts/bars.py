"""Rows of bars laid end to end, each part with its own deals: a name at the left, what it amounts to at the right.

A part's customdata is its `key`, by which a click reaches the app.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.figure import CLICKABLE, Figure, Spec, axis, layout, note, rows_axis
from dashboard.charts.labels import plain, wrapped
from dashboard.charts.theme import NOTE_SIZE, Theme

ROW_HEIGHT: Final = 34
ROOM: Final = 1.9
"""The axis as a multiple of the longest row: the words at the right need half of a phone's width."""
TICK_REACH: Final = 0.36
ABOVE_HEIGHT: Final = 48
ABOVE_WIDTH: Final = 0.36
"""Height in pixels of a row whose name stands over its bar, and the part of it that the bar takes."""


class Part(NamedTuple):
    """A piece of a row; a negative size lies left of zero. Without a `key` it cannot be clicked."""

    size: float
    colour: str
    hover: str
    key: tuple[str, ...] = ()


class BarRow(NamedTuple):
    """One row. `tick` is a mark to hold the bar against, such as a target; a `pale` one rests on few deals."""

    name: str
    parts: tuple[Part, ...]
    label: str
    tick: float | None = None
    pale: bool = False


def bars_figure(
    rows: tuple[BarRow, ...], *, theme: Theme, room: float = ROOM, width: float = 0.58, names_above: bool = False
) -> Figure:
    """Draw the rows from top to bottom; every row says its numbers, so there is no axis to read.

    `names_above`: long names stand over their bars instead of at the left.
    """
    ends = [_ends(row) for row in rows]
    low, high = min((end[0] for end in ends), default=0.0), max((end[1] for end in ends), default=1.0)
    span = (high - low) or 1.0
    labels = [
        note(row.label, end[1], at, xanchor="left", xshift=6, font={"size": NOTE_SIZE, "color": _ink(row, theme)})
        for at, (row, end) in enumerate(zip(rows, ends, strict=True))
    ]
    names = tuple("" if names_above else wrapped(row.name, columns=18) for row in rows)
    if names_above:
        labels += [_name_above(row, at, theme) for at, row in enumerate(rows)]
        width = ABOVE_WIDTH
    figure = layout(
        theme,
        height=(ABOVE_HEIGHT if names_above else ROW_HEIGHT) * max(len(rows), 1) + 12,
        margin=(4, 8, 8, 8),
        barmode="overlay",
        annotations=labels,
        shapes=_ticks(rows, theme),
        xaxis=axis(theme, range=[low - 0.02 * span, low + room * span], showgrid=False, showticklabels=False),
        yaxis=rows_axis(theme, names),
    )
    most = max((len(row.parts) for row in rows), default=0)
    return Figure([_trace(rows, place, width) for place in range(most)], figure)


def _name_above(row: BarRow, at: int, theme: Theme) -> Spec:
    font = {"size": NOTE_SIZE, "color": _ink(row, theme)}
    return note(plain(row.name), 0, at - ABOVE_WIDTH / 2, xref="paper", xanchor="left", yanchor="bottom", font=font)


def _trace(rows: tuple[BarRow, ...], place: int, width: float) -> Spec:
    """The parts in one place of all rows; each begins where those before it on its side of zero end."""
    held = [at for at, row in enumerate(rows) if len(row.parts) > place]
    parts = [rows[at].parts[place] for at in held]
    return {
        "type": "bar",
        "orientation": "h",
        "y": held,
        "x": [part.size for part in parts],
        "base": [_base(rows[at].parts, place) for at in held],
        "width": width,
        "marker": {"color": [part.colour for part in parts], "line": {"width": 0}},
        "customdata": [list(part.key) for part in parts],
        "hovertext": [_hover(rows[at], rows[at].parts[place]) for at in held],
        "hoverinfo": "text",
        **CLICKABLE,
    }


def _hover(row: BarRow, part: Part) -> str:
    """The name of the row above what the part says; the second bar of a pair has no name of its own."""
    return f"<b>{plain(row.name)}</b><br>{part.hover}" if row.name else part.hover


def _base(parts: tuple[Part, ...], place: int) -> float:
    side = parts[place].size < 0
    return sum(part.size for part in parts[:place] if (part.size < 0) == side)


def _ends(row: BarRow) -> tuple[float, float]:
    """Where a row begins and ends, its mark included."""
    low = sum(part.size for part in row.parts if part.size < 0)
    high = sum(part.size for part in row.parts if part.size > 0)
    return min(low, 0.0), max(high, row.tick or 0.0, 0.0)


def _ink(row: BarRow, theme: Theme) -> str:
    return theme.muted if row.pale else theme.text


def _ticks(rows: tuple[BarRow, ...], theme: Theme) -> list[Spec]:
    line: Spec = {"color": theme.text, "width": 2}
    return [
        {"type": "line", "line": line, "x0": row.tick, "x1": row.tick, "y0": at - TICK_REACH, "y1": at + TICK_REACH}
        for at, row in enumerate(rows)
        if row.tick is not None
    ]
