"""The page of components for those who build holds every state, and nothing on it fails."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import pytest

from tests.dashboard.charts.test_figure import CHARTS, EMPTY
from tests.dashboard.views.conftest import run_with, said


def components_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame
    from tests.dashboard.views.page_menu import register
    from tests.journeys.components import page

    register()
    frame.render(page)


@pytest.mark.usefixtures("asks_the_sample")
def test_every_state_of_a_panel_and_every_chart_is_shown() -> None:
    page = run_with(components_page)
    assert not page.exception
    shown = said(page)
    for state in (
        "No deals match this filter",
        "3 deals are too few",
        "Upload one of these",
        "This filter cannot",
        "is empty. Export it",
    ):
        assert state in shown
    assert "could not be shown" not in shown
    drawn = [element for element in page.main if element.type == "plotly_chart"] or page.get("plotly_chart")
    assert len(drawn) >= len(CHARTS) + len(EMPTY)
