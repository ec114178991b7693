"""Saved views on a page: kept under a name, opened by their link, honest about what is gone."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.warehouse import saved_views
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import link_in, run_with, said

HOSTILE = "*East* :red[x] <b>$1$</b>"


def opened() -> None:
    """A page with its filter bar and the control of the saved views open."""
    import streamlit as st

    from dashboard.views import frame, session
    from tests.dashboard.views.page_menu import register

    register()
    session.remember_link(st.session_state.get("page", "funnel"))
    st.session_state["saved-views"] = True
    frame.render(lambda _review: None)


def entering() -> None:
    """What happens before a page: the link may name a saved view."""
    from dashboard.views import frame, opening, session
    from tests.dashboard.views.page_menu import register

    register()
    opening.saved_view("funnel")
    session.remember_link("funnel")
    frame.render(lambda _review: None)


def save_as(page: AppTest, name: str) -> None:
    page.text_input(key="saved-view-name").set_value(name)
    next(button for button in page.button if button.label == "Save").click().run()


def test_what_is_on_the_screen_is_kept_without_the_language(told: Warehouse) -> None:
    page = run_with(opened, team="East", owner=["Ana", "Nobody"], stage="Lead", lang="en")
    save_as(page, HOSTILE)
    assert not page.exception
    (view,) = saved_views.list_views(told)
    assert (view.name, view.page) == (HOSTILE, "funnel")
    assert view.link == {"owner": ["Ana"], "team": ["East"], "stage": ["Lead"]}, "only what holds, of all of it"
    assert r"This is the saved view “\*East\*" in said(page), "letter for letter"


def test_a_name_that_is_none_is_refused_in_words(told: Warehouse) -> None:
    page = run_with(opened)
    save_as(page, "  ")
    assert any("A name has 1 to 100 letters" in error.value for error in page.error)
    assert saved_views.list_views(told) == ()


def test_a_view_is_renamed_deleted_and_brought_back(told: Warehouse) -> None:
    view = saved_views.save(told, "Mine", "velocity", {"team": ["East"]})
    page = run_with(opened)
    page.session_state["saved-view-change"] = True
    page.run()
    assert page.code[0].value.endswith(f"velocity?view={view.view_id}")
    page.text_input(key=f"saved-view-{view.view_id}").set_value("Ours")
    next(button for button in page.button if button.label == "Rename").click().run()
    assert [one.name for one in saved_views.list_views(told)] == ["Ours"]
    page.button(key="saved-view-delete").click().run()
    assert saved_views.list_views(told) == ()
    page.button(key="saved-view-undo").click().run()
    assert saved_views.view_of(told, view.view_id) is not None
    assert not page.exception


def test_a_view_opens_its_state_and_the_link_may_overrule_a_part(told: Warehouse) -> None:
    view = saved_views.save(told, "Mine", "funnel", {"team": ["East"], "stage": ["Lead"]})
    page = run_with(entering, view=view.view_id, lang="zh")
    assert link_in(page) == {"team": ["East"], "stage": ["Lead"], "lang": ["zh"]}
    assert "**2 个商机**" in said(page)
    page = run_with(entering, view="Mine", team="West")
    assert link_in(page) == {"team": ["West"], "stage": ["Lead"]}
    assert "**1 deal**" in said(page)


def test_a_view_whose_values_are_gone_says_so_and_shows_the_rest(told: Warehouse) -> None:
    view = saved_views.save(told, "Old", "funnel", {"owner": ["Left long ago"], "team": ["East"]})
    page = run_with(entering, view=view.view_id)
    assert any("Left long ago" in warning.value for warning in page.warning)
    assert "**2 deals**" in said(page)


@pytest.mark.usefixtures("told")
def test_a_view_that_is_not_there_is_named_and_the_page_is_shown() -> None:
    page = run_with(entering, view="*gone*", team="East")
    assert [r"\*gone\*" in warning.value for warning in page.warning] == [True]
    assert "**2 deals**" in said(page)
    assert not page.exception
