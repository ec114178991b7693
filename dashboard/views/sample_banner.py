"""The banner on every page while the sample is loaded: nobody takes invented deals for their own."""

from __future__ import annotations

import streamlit as st

from dashboard.views import failure
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import sample


def show(visit: Visit) -> None:
    """Say that these are sample deals; one click removes them."""
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="center", key="sample-banner"):
        st.markdown(literal(words("Sample data: an invented company, not your deals.")))
        st.button(
            words("Remove the sample"),
            key="remove-sample",
            type="tertiary",
            on_click=failure.noting,
            args=(sample.remove_sample, visit.warehouse),
        )
