"""The front door: page settings, the menu, and the page that was asked for. `streamlit run dashboard/app.py`."""

from __future__ import annotations

import streamlit as st

from dashboard import navigation
from dashboard.views import session

words = session.words()
st.set_page_config(page_title=words("Pipeline review"), layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(
    [
        st.Page(
            place.script,
            title=words(place.title),
            help=words(place.says),
            url_path=place.name,
            default=place is navigation.PLACES[0],
        )
        for place in navigation.PLACES
    ],
    position="top",
)
session.remember_link(page.url_path or navigation.PLACES[0].name)
page.run()
