"""Designed state: nothing is loaded yet. What the page would show, the sample, and the way to one's own file."""

from __future__ import annotations

import streamlit as st

from dashboard.views import data_sample, links
from dashboard.views.literal import literal
from dashboard.views.review import Visit


def nothing_loaded(visit: Visit) -> None:
    """Offer the two ways to a first chart."""
    words = visit.words
    st.title(words("Nothing is loaded yet"), anchor=False)
    st.markdown(
        literal(
            words(
                "Load an export of your deals (CSV or Excel, from any CRM) and this page shows what it holds. "
                "Nothing leaves this computer."
            )
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        data_sample.offer(visit)
        links.page_link("data", words("Load your own export"))
