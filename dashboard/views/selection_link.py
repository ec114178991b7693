"""How a selection of deals and a page's choices are named in the link.

The one place that knows these names. None of them is a name of the filter (`dashboard.filters`): the pipeline of a
selection is `in`, its metric `of`, its dimension `where` (`by` is the breakdown a page shows).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from dashboard.metrics.selection import Selection

NAMES: Final = {
    "metric": "of",
    "part": "part",
    "pipeline": "in",
    "stage": "stage",
    "by": "where",
    "value": "value",
    "mode": "mode",
    "within": "within",
    "among": "among",
}
"""Field of a Selection → parameter of the link."""
MEASURE: Final = "measure"
DEAL: Final = "deal"
EMPTY: Final = "-"
"""How the link writes a value that is there and empty: deals without a segment, as against any segment."""


def to_link(selection: Selection) -> dict[str, str]:
    """The parameters of a selection; what is not stated is absent. `from_link` gives back an equal selection."""
    link: dict[str, str] = {}
    for part in fields(selection):
        value = getattr(selection, part.name)
        if value is not None and value != part.default:
            link[NAMES[part.name]] = _written(value)
    return link


def from_link(link: Mapping[str, list[str]]) -> Selection | None:
    """The selection a link names; None where it names no metric. Whether such deals exist, the data decide."""
    stated = {name: _last(link, parameter) for name, parameter in NAMES.items()}
    metric = stated.pop("metric")
    if not metric:
        return None
    return Selection(metric, **{name: value for name, value in stated.items() if value is not None})


def without(link: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The link without its selection; mode and pipeline stay, since they are also choices of the page."""
    gone = {parameter for name, parameter in NAMES.items() if name not in {"pipeline", "mode"}}
    return {name: values for name, values in link.items() if name not in gone}


def _written(value: str) -> str:
    """An empty value as a dash, and a value of dashes with one more, so that each is read back as it was."""
    return value + EMPTY if not value.strip(EMPTY) else value


def _last(link: Mapping[str, list[str]], name: str) -> str | None:
    values = link.get(name, [])
    if not values or not values[-1]:
        return None
    return values[-1] if values[-1].strip(EMPTY) else values[-1][1:]
