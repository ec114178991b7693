"""A click on a chart becomes the selection of the link, and the selection of the link stands out on its chart.

The mark that stands out is part of the drawing, so each choice is a new chart to Streamlit, on which nothing has been
clicked yet: what it reports as selected is always the reader's act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard.metrics.selection import Selection
from dashboard.views import links, selection_link, session

WITH_MODE: Final = (
    "stage_funnel",
    "dwell_trend",
    "sales_velocity",
    "pipeline_changes",
    "stage_matrix",
    "category_matrix",
    "pushes",
    "reconciliation",
)
"""Metrics whose selections state a mode."""
LISTED_ON: Final = {"lead_conversion": "leads"}
"""Metric → the page that lists what its marks stand for, where that is not deals."""
Made = Callable[[list[str]], Selection | None]
"""Turns a mark's customdata into the deals it stands for; None for a mark that stands for none."""


def selected(points: list[dict[str, Any]], made: Made, *, key: str) -> Selection | None:
    """The selection of the link; after a new click on the chart `key` the link is written and the page runs again.

    `made` turns a mark's customdata into a selection. A click on the chosen mark takes the selection back. On a board a
    click leads to the page of the list, with the filter of the panel.
    """
    seen = f"clicked-{key}"
    clicked = [str(part) for part in points[0].get("customdata") or []] if points else []
    before: list[str] = st.session_state.get(seen, [])
    st.session_state[seen] = clicked
    if clicked and clicked != before:
        if session.is_pinned() and (behind := made(clicked)) is not None:
            links.go(LISTED_ON.get(behind.metric, "deals"), **selection_link.to_link(behind))
        write(None if is_shown(made)(clicked) else made(clicked))
        st.rerun()
    return None if session.is_pinned() else selection_link.from_link(session.read_link())


def is_shown(made: Made) -> Callable[[list[str]], bool]:
    """Tells by a mark's customdata whether it is the one that the link has chosen (in all, or a part of it)."""
    shown = selection_link.from_link(session.read_link())
    if shown is None:
        return lambda _: False
    whole = _whole(shown)
    return lambda at: (selection := made(at)) is not None and _whole(selection) == whole


def _whole(selection: Selection) -> Selection:
    """A part of a funnel's bar (lost here, still here) is chosen below the chart, not on it.

    The mode in the link may be the page's own choice: it belongs to the selections that state one.
    """
    if selection.metric not in WITH_MODE:
        return replace(selection, mode=None)
    if selection.metric != "stage_funnel":
        return selection
    return replace(selection, part="", mode=selection.mode or "reached")


def write(choice: Selection | None) -> None:
    """Put a selection into the link; None takes it out."""
    link = selection_link.without(session.read_link())
    if choice is not None:
        link.update({name: [value] for name, value in selection_link.to_link(choice).items()})
    session.write_link(link)


def forget() -> None:
    """Take every part of a selection out of the link, on a page whose only choice it is."""
    link = session.read_link()
    session.write_link({name: values for name, values in link.items() if name not in selection_link.NAMES.values()})
