"""A click on a chart becomes the selection of the link, and a selection of the link survives where nothing is clicked.

Streamlit reports what is selected on every run; only a change of it is the reader's act.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.metrics.selection import Selection
from dashboard.views import selection_link, session


def selected(
    points: list[dict[str, Any]], made: Callable[[list[str]], Selection | None], *, key: str
) -> Selection | None:
    """The selection of the link; after a new click on the chart `key` the link is written and the page runs again.

    `made` turns a mark's customdata into a selection. A click on the chosen mark takes the selection back, or brings it
    back where the list was closed in the meantime (the chart keeps its mark then).
    """
    seen = f"clicked-{key}"
    clicked = [str(part) for part in points[0].get("customdata") or []] if points else []
    before: list[str] = st.session_state.get(seen, [])
    shown = selection_link.from_link(session.read_link())
    if clicked != before:
        st.session_state[seen] = clicked
        write(made(clicked) if clicked else made(before) if shown is None else None)
        st.rerun()
    return shown


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
