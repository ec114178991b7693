"""The menu of the app, for a page that is run without it: links between pages need to know where they lead."""

from __future__ import annotations

import streamlit as st

from dashboard import navigation


def register() -> None:
    """Make the pages known to Streamlit, without showing any."""
    st.navigation([st.Page(place.script, url_path=place.name) for place in navigation.PLACES], position="hidden")
