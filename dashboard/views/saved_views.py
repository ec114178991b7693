"""Saved views on the screen: keep what is shown under a name, open, share, rename, delete, and start with one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import Words, mark
from dashboard.navigation import PLACES
from dashboard.views import browser_memory, failure, links, menu, session
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.warehouse import saved_views
from dashboard.warehouse.given_names import LONGEST_NAME
from dashboard.warehouse.saved_views import SavedView

KEY: Final = "saved-views"
START: Final = "start"
NOT_THERE: Final = mark("The link names the saved view “{name}”, which is not here; it may have been deleted.")
_DELETED: Final = "saved-view-deleted"
_CHOSEN: Final = "saved-view-chosen"
_NAME: Final = "saved-view-name"
_TITLES: Final = {place.name: place.title for place in PLACES}


def show(review: Review) -> None:
    """The control beside the link to copy."""
    opened = st.popover(review.words("Saved views"), type="tertiary", on_change="rerun", key=KEY)
    if opened.open:
        views = saved_views.list_views(review.warehouse)
        here = on_screen(review, views)
        with opened:
            failure.show_noted(review.words, KEY)
            _save(review, here)
            _deleted(review)
            if views:
                _list(review, views, here)
                _one(review, views, here)


def on_screen(review: Review, views: tuple[SavedView, ...]) -> SavedView | None:
    """The view that shows exactly what is on the screen; None where none does."""
    page, link = session.place().name, links.state(review)
    return next((view for view in views if (view.page, view.link) == (page, link)), None)


def _save(review: Review, here: SavedView | None) -> None:
    words = review.words
    if here is not None:
        st.markdown(literal(words("This is the saved view “{name}”.", name=here.name)))
        return
    with st.form("saved-view-form", border=False, clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(words("Save what is shown as"), key=_NAME, max_chars=LONGEST_NAME)
            st.form_submit_button(words("Save"), on_click=_keep, args=(review,))
        st.caption(literal(words("A view of the same name is replaced and keeps its link.")))


def _keep(review: Review) -> None:
    name = st.session_state[_NAME]
    failure.noting(saved_views.save, review.warehouse, name, session.place().name, links.state(review), where=KEY)


def _deleted(review: Review) -> None:
    """Take a deletion back, until something else is done."""
    view: SavedView | None = st.session_state.get(_DELETED)
    if view is None:
        return
    words = review.words
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(literal(words("“{name}” was deleted.", name=view.name)), width="content")
        st.button(words("Undo"), key="saved-view-undo", type="tertiary", on_click=_put_back, args=(review, view))


def _list(review: Review, views: tuple[SavedView, ...], here: SavedView | None) -> None:
    words, start = review.words, browser_memory.remembered(START)
    with st.container(gap=None, key="saved-view-list"):
        for view in views:
            label = literal(f"{view.name} · {words(_TITLES.get(view.page, view.page))}")
            if view.view_id == start:
                label += f" · {literal(words('start'))}"
            if view == here or view.page not in _TITLES:
                st.markdown(label)
            else:
                st.page_link(menu.page(view.page), label=label, query_params={**view.link, **links.spoken()})


def _one(review: Review, views: tuple[SavedView, ...], here: SavedView | None) -> None:
    """Share, rename, delete, and start with one of them."""
    words = review.words
    box = st.expander(words("Share, rename, delete"), type="compact", on_change="rerun", key="saved-view-change")
    if not box.open:
        return
    by_id = {view.view_id: view for view in views}
    if st.session_state.get(_CHOSEN) not in by_id:
        st.session_state[_CHOSEN] = views[0].view_id if here is None else here.view_id
    with box:
        view_id = st.selectbox(
            words("Saved view"), list(by_id), key=_CHOSEN, format_func=lambda known: by_id[known].name, filter_mode=None
        )
        view = by_id[view_id]
        st.code(links.to_page(view.page, {session.VIEW: [view.view_id]}), language=None, wrap_lines=True)
        key = f"saved-view-start-{view_id}"
        st.session_state[key] = browser_memory.remembered(START) == view_id
        st.toggle(words("Start with it in this browser"), key=key, on_change=_start, args=(key, view_id))
        _rename(review, view)
        st.button(words("Delete"), key="saved-view-delete", on_click=_delete, args=(review, view))


def _rename(review: Review, view: SavedView) -> None:
    words = review.words
    with (
        st.form("saved-view-rename", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        key = f"saved-view-{view.view_id}"
        st.text_input(words("New name"), view.name, key=key, max_chars=LONGEST_NAME)
        st.form_submit_button(words("Rename"), on_click=_call, args=(review, view, key))


def _call(review: Review, view: SavedView, key: str) -> None:
    failure.noting(saved_views.rename, review.warehouse, view.view_id, st.session_state[key], where=KEY)


def _start(key: str, view_id: str) -> None:
    browser_memory.remember(START, view_id if st.session_state[key] else "")


def _delete(review: Review, view: SavedView) -> None:
    saved_views.delete(review.warehouse, view.view_id)
    st.session_state[_DELETED] = view


def _put_back(review: Review, view: SavedView) -> None:
    saved_views.put_back(review.warehouse, view)
    st.session_state.pop(_DELETED, None)


def not_there(words: Words, link: session.Link) -> str:
    """The sentence about a view that the link names and nobody can find; '' where it names none."""
    told = (link.get(session.VIEW) or [""])[-1]
    return words(NOT_THERE, name=told) if told else ""
