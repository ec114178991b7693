"""Designed state: no deals are loaded yet. What the page would show, the sample, and the way to one's own file."""

from __future__ import annotations

import streamlit as st

from dashboard.views import data_sample, links
from dashboard.views.data_report import TABLE_LABELS
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse.imports import list_imports


def nothing_loaded(visit: Visit) -> None:
    """Offer the two ways to a first chart."""
    words = visit.words
    kinds = dict.fromkeys(kind for row in list_imports(visit.warehouse) for kind in row.kinds)
    st.title(words("No deals are loaded yet") if kinds else words("Nothing is loaded yet"), anchor=False)
    if kinds:
        loaded = words(", ").join(words(TABLE_LABELS.get(kind, kind)) for kind in kinds)
        st.markdown(literal(words("What is loaded ({loaded}) joins the deals as soon as they are.", loaded=loaded)))
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
