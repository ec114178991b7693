"""A chart: a ready figure and the sentence that says what it shows.

Figures are plain dictionaries in Plotly's own schema. `Figure` hands such a dictionary to Streamlit as it is: Streamlit
would otherwise validate every figure anew (1.6 ms against 0.15 ms for one bar trace, and 20 times the bytes, since the
validated figure carries a template).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from plotly.basedatatypes import BaseFigure

from dashboard.charts.theme import FONT, NOTE_SIZE, TEXT_SIZE, Theme

Spec = dict[str, Any]
"""A piece of a figure in Plotly's schema: JSON, so its values have no narrower type."""

CONFIG: Final[Spec] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
"""How the browser treats every chart: no tool bar over the figure, a finger scrolls the page."""

CLICKABLE: Final[Spec] = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 0.45}}}
"""How marks that open a list look: once one is chosen the others turn pale."""


class Figure(BaseFigure):
    """A figure that is already what the browser gets. Equal to another with an equal specification."""

    def __init__(self, data: list[Spec], layout: Spec) -> None:  # the base class would validate: not called
        object.__setattr__(self, "spec", {"data": data, "layout": layout})

    def to_dict(self) -> Spec:
        """The specification itself."""
        spec: Spec = self.__dict__["spec"]
        return spec

    @property  # type: ignore[misc]  # the base class has a writable one; this figure is finished
    def layout(self) -> Spec:
        """The layout part, which Streamlit asks for the height."""
        layout: Spec = self.to_dict()["layout"]
        return layout

    def __eq__(self, other: object) -> bool:
        """Whether both draw the same."""
        return isinstance(other, Figure) and other.to_dict() == self.to_dict()

    __hash__ = None  # type: ignore[assignment]  # a mutable dictionary inside


@dataclass(frozen=True)
class Chart:
    """A figure and its takeaway: title, caption, alternative text and test handle in one."""

    figure: Figure
    says: str


def clickable_line(colour: str) -> Spec:
    """What makes a line clickable: Plotly reports clicks on points only; they are seen once the line is chosen."""
    return {
        "mode": "lines+markers",
        "marker": {"size": 6, "color": colour, "opacity": 0},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0}},
    }


def highlighted(chart: Chart, chosen: Callable[[list[str]], bool], theme: Theme) -> Chart:
    """The chart with the marks whose customdata is `chosen` standing out; as it is where none is."""
    spec = chart.figure.to_dict()
    found = [
        [at for at, mark in enumerate(trace.get("customdata") or ()) if chosen([str(part) for part in mark])]
        for trace in spec["data"]
    ]
    if not any(found):
        return chart
    data = [
        {**trace, "selectedpoints": points} if trace.get("customdata") else trace
        for trace, points in zip(spec["data"], found, strict=True)
    ]
    rows = {trace["y"][at] for trace, points in zip(spec["data"], found, strict=True) for at in points}
    return replace(chart, figure=Figure(data, _readable_on_pale(spec["layout"], rows, theme)))


def _readable_on_pale(layout: Spec, rows: set[float], theme: Theme) -> Spec:
    """Labels inside marks are paper on colour; on the marks that turn pale they take the colour of text."""
    notes = [
        {**label, "font": {**label["font"], "color": theme.text}}
        if label.get("font", {}).get("color") == theme.paper and label["y"] not in rows
        else label
        for label in layout.get("annotations", ())
    ]
    return {**layout, "annotations": notes}


def layout(theme: Theme, *, height: int, margin: tuple[int, int, int, int] = (8, 0, 8, 24), **parts: Any) -> Spec:  # noqa: ANN401 - Plotly's schema
    """The layout every chart shares; `margin` is top, right, bottom, left in pixels, `parts` is added or overrides."""
    top, right, bottom, left = margin
    return {
        "height": height,
        "autosize": True,
        "margin": {"t": top, "r": right, "b": bottom, "l": left, "pad": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT_SIZE, "color": theme.text},
        "hoverlabel": {
            "bgcolor": theme.surface,
            "bordercolor": theme.grid,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": theme.text},
            "align": "left",
        },
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        **parts,
    }


def axis(theme: Theme, **parts: Any) -> Spec:  # noqa: ANN401 - Plotly's schema
    """A quiet axis: thin grid, no line, no zoom (a finger must be able to scroll the page)."""
    return {
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": theme.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": NOTE_SIZE, "color": theme.muted},
        "automargin": True,
        "tickangle": 0,
        **parts,
    }


def rows_axis(theme: Theme, labels: tuple[str, ...], **parts: Any) -> Spec:  # noqa: ANN401 - Plotly's schema
    """A vertical axis of named rows, the first on top; rows lie at 0, 1, 2 and so on."""
    return axis(
        theme,
        showgrid=False,
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=list(labels),
        tickfont={"size": TEXT_SIZE, "color": theme.text},
        range=[len(labels) - 0.5, -0.5],
        **parts,
    )


def stages_axis(theme: Theme, labels: tuple[str, ...]) -> Spec:
    """A horizontal axis of stages above the cells, in order; columns lie at 0, 1, 2 and so on."""
    return axis(
        theme,
        side="top",
        showgrid=False,
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=list(labels),
        tickangle=None,
        autotickangles=[0, -90],
        tickfont={"size": NOTE_SIZE, "color": theme.text},
        range=[-0.5, max(len(labels), 1) - 0.5],
    )


def note(text: str, x: float, y: float, **parts: Any) -> Spec:  # noqa: ANN401 - Plotly's schema
    """A text without an arrow at a place in the data (or in paper, by xref and yref)."""
    return {"text": text, "x": x, "y": y, "showarrow": False, **parts}
