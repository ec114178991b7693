"""An interval around a line over time, as a band that never bridges a gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.charts.figure import Spec
from dashboard.charts.theme import see_through

STRENGTH: Final = 0.14
Known = Sequence[float | None]


def interval_bands(values: Known, lows: Known, highs: Known, *, colour: str, strength: float = STRENGTH) -> list[Spec]:
    """One closed outline for every run of points with a value; points lie at 0, 1, 2 and so on."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*run, *reversed(run)],
            "y": [*(highs[at] for at in run), *(lows[at] for at in reversed(run))],
            "fill": "toself",
            "fillcolor": see_through(colour, strength),
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
        for run in _runs(values)
    ]


def _runs(values: Known) -> list[list[int]]:
    runs: list[list[int]] = []
    for at, value in enumerate(values):
        if value is None:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
