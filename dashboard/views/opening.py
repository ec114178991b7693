"""What a link opens: a saved view that it names, the view this browser starts with, else the page as it stands.

A saved view is opened by putting its state into the link in its place, so that what follows is an ordinary link.
"""

from __future__ import annotations

import streamlit as st

from dashboard import navigation
from dashboard.views import browser_memory, failure, links, session
from dashboard.warehouse import saved_views
from dashboard.warehouse.saved_views import SavedView

_PAGES = frozenset(place.name for place in navigation.PLACES)


def front_page() -> None:
    """Lead from the root of the site to the view it names, else to this browser's, else to the first page."""
    link = session.read_link()
    own = {name for name in link if name != "lang"}
    view = _view(browser_memory.remembered("start")) if not own else None
    if view is not None:
        st.switch_page(links.script(view.page), query_params={**view.link, **link})
    st.switch_page(navigation.PLACES[0].script, query_params=link)


def saved_view(page: str) -> None:
    """Where the link names a saved view, go to its page and state; what else the link says overrules it.

    A view that is not there is left in the link: the page says so.
    """
    link = session.read_link()
    view = _view((link.pop(session.VIEW, None) or [""])[-1])
    if view is None:
        return
    state = {**view.link, **link}
    if view.page == page:
        session.write_link(state)
    else:
        st.switch_page(links.script(view.page), query_params=state)


def _view(told: str) -> SavedView | None:
    """The view of an id or a name; None where it, its page or the warehouse cannot be reached."""
    if not told:
        return None
    try:
        view = saved_views.view_of(session.warehouse(), told)
    except failure.Failure:
        return None  # the page says what is wrong with the warehouse
    return view if view is not None and view.page in _PAGES else None
