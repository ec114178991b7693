"""The link survives the menu; the language is the link's, the visit's, the browser's, in this order."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.dashboard.views.conftest import link_in, run_with


def on_a_page() -> None:
    """A visit to the page that the session state names."""
    import streamlit as st

    from dashboard.views import session

    session.remember_link(st.session_state.get("page", "overview"))
    st.text(session.language())


def menu_to(test: AppTest, page: str) -> AppTest:
    """What a click on the menu does: another page, and an empty URL."""
    test.query_params.clear()
    test.session_state["page"] = page
    return test.run()


def test_the_filter_and_the_language_come_along_to_the_next_page() -> None:
    visit = run_with(on_a_page, owner=["Ana", "Bo"], lang="zh", stage="Lead")
    menu_to(visit, "funnel")
    assert link_in(visit) == {"owner": ["Ana", "Bo"], "lang": ["zh"]}, "the page's own parameter stays behind"
    assert visit.text[0].value == "zh"


def test_a_link_without_parameters_on_the_same_page_is_a_wish() -> None:
    visit = run_with(on_a_page, owner="Ana")
    visit.query_params.clear()
    visit.run()
    assert link_in(visit) == {}


def test_a_link_with_a_filter_of_its_own_is_taken_as_it_is() -> None:
    visit = run_with(on_a_page, owner="Ana", team="East")
    visit.query_params.clear()
    visit.query_params["owner"] = "Bo"
    visit.session_state["page"] = "deals"
    visit.run()
    assert link_in(visit) == {"owner": ["Bo"]}


def test_a_page_parameter_does_not_keep_the_filter_from_coming_along() -> None:
    visit = run_with(on_a_page, owner="Ana")
    visit.query_params.clear()
    visit.query_params["stage"] = "Lead"
    visit.session_state["page"] = "deals"
    visit.run()
    assert link_in(visit) == {"owner": ["Ana"], "stage": ["Lead"]}
