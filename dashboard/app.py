"""The front door: page settings, the menu, and the page that was asked for. `streamlit run dashboard/app.py`."""

from __future__ import annotations

import streamlit as st

from dashboard import navigation
from dashboard.views import garbage, menu, opening, session, theme_kept

garbage.collected_by_the_clock()
theme_kept.told_from_memory()
words = session.words()
st.set_page_config(page_title=words("Pipeline review"), layout="wide", initial_sidebar_state="collapsed")
front = navigation.PLACES[0]
start = st.Page(opening.front_page, url_path="start", default=True, visibility="hidden")
page = st.navigation([start, *menu.pages()], position="top")
opening.saved_view(page.url_path)
session.remember_link(page.url_path or front.name)
page.run()
