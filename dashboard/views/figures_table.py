"""A small table of figures under a panel: names on the left, every figure at the right edge of its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.views import arrow_table


def show(rows: Sequence[Mapping[str, object]], *, key: str, alt: str) -> None:
    """Show rows of heading → what is printed; the first heading is that of the names. Nothing without rows."""
    if not rows:
        return
    _, *figures = rows[0]
    st.dataframe(
        arrow_table.of_rows(rows),
        hide_index=True,
        column_config={head: st.column_config.TextColumn(alignment="right") for head in figures},
        height="content",
        key=key,
        alt=alt,
    )
