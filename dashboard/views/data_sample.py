"""Offering the sample company to a reader who has nothing loaded."""

from __future__ import annotations

import streamlit as st

from dashboard.views.data_progress import progress_shown
from dashboard.views.review import Visit
from dashboard.warehouse.sample import load_sample


def offer(visit: Visit) -> None:
    """A button that loads the sample, marked as such on every page until it is removed."""
    if st.button(visit.words("Look around in the sample data"), type="primary", key="load-sample"):
        with progress_shown(visit.words("Loading the sample"), visit.words) as progress:
            load_sample(visit.warehouse, progress)
        st.rerun()
