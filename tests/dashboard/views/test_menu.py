"""The pages of the menu: the same for every run in a language, but for the mark of the page that is shown."""

from __future__ import annotations

from dashboard.language import Words
from dashboard.navigation import PLACES
from tests.dashboard.views.conftest import run_with


def shown() -> None:
    """The menu as this run has it."""
    import streamlit as st  # noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

    from dashboard.views import menu  # noqa: PLC0415

    first, again = menu.pages(), menu.pages()
    assert first[0] is not again[0], "a run marks the page that it shows"
    st.text(" · ".join(page.title for page in first))


def test_the_menu_speaks_the_language_of_the_link() -> None:
    for language in ("en", "zh"):
        assert run_with(shown, lang=language).text[0].value == " · ".join(
            Words(language)(place.title) for place in PLACES
        )
