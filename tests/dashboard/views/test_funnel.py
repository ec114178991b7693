"""The funnel page: mode, measure and the chosen bar live in the link; the list counts what the bar counts."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.views.panel import BREAK
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import link_in, run_with, said
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store


def funnel_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame, funnel
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(funnel.page)


def alternatives(page: object) -> list[str]:
    """What the charts of the page say to somebody who cannot see them."""
    return [element.proto.alt for element in page.get("plotly_chart")]  # type: ignore[attr-defined]


@pytest.fixture
def snapshot(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """One export without any history."""
    pipeline = (
        a_pipeline("Sales", stages="Lead, Proposal")
        .deal("D1", amount=100, level="D")
        .enters("Lead", on="2026-01-02")
        .deal("D2", amount=50, level="D")
        .enters("Proposal", on="2026-01-05")
    )
    store(warehouse, tmp_path / "tables", pipeline)
    return warehouse


@pytest.mark.usefixtures("told")
def test_the_page_says_how_far_deals_came() -> None:
    page = run_with(funnel_page)
    assert not page.exception
    assert alternatives(page)[0].startswith("Of 3 deals in Lead, 1 came to Won")


@pytest.mark.usefixtures("told")
def test_a_link_to_a_bar_lists_as_many_deals_as_the_bar_counts() -> None:
    link = {"of": "stage_funnel", "part": "reached", "in": "Sales", "stage": "Lead", "mode": "reached"}
    page = run_with(funnel_page, **link)
    assert "3 deals reached Lead or a later stage" in said(page)
    assert len(page.dataframe[0].value) == 3


@pytest.mark.usefixtures("told")
def test_the_lost_part_of_a_bar_is_a_choice_of_its_own() -> None:
    page = run_with(funnel_page, of="stage_funnel", part="lost", stage="Lead", **{"in": "Sales"})
    assert "1 deal lost, with Lead as the furthest stage" in said(page)


@pytest.mark.usefixtures("told")
def test_a_bar_that_is_not_in_this_funnel_is_taken_out_of_the_link() -> None:
    page = run_with(funnel_page, of="stage_funnel", part="reached", stage="Nowhere", **{"in": "Sales"})
    assert not page.exception
    assert not page.dataframe
    assert "stage" not in link_in(page)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("mode", ["entered", "in_order", "now", "flow"])
def test_every_mode_draws_a_chart(mode: str) -> None:
    page = run_with(funnel_page, mode=mode)
    assert not page.exception
    *charts, ways = alternatives(page)
    assert all(charts)
    assert ways.startswith("The commonest way is")


@pytest.mark.usefixtures("told")
def test_conversion_within_days_stands_below_the_funnel_and_its_days_are_in_the_link() -> None:
    page = run_with(funnel_page, within="30")
    assert not page.exception
    assert "What a stage leads to within 30 days" in said(page)
    assert "No stage of this pipeline has been watched long enough" in alternatives(page)[1]


@pytest.mark.usefixtures("told")
def test_an_unknown_mode_is_announced_and_the_default_shown() -> None:
    page = run_with(funnel_page, mode="sideways")
    assert "sideways" in page.warning[0].value
    assert alternatives(page)[0].startswith("Of 3 deals")


@pytest.mark.usefixtures("snapshot")
def test_an_export_without_history_says_what_would_unlock_the_funnel() -> None:
    page = run_with(funnel_page)
    assert "These files cannot show this" in said(page)
    assert not alternatives(page)


@pytest.mark.usefixtures("snapshot")
def test_an_export_without_history_still_shows_where_deals_are_now() -> None:
    assert "2 deals are open now" in alternatives(run_with(funnel_page, mode="now"))[0]


@pytest.mark.usefixtures("told")
def test_no_deals_is_a_designed_state() -> None:
    page = run_with(funnel_page, **{"from": "2030-01-01"})
    assert not page.exception
    assert "No deals match this filter" in said(page)


@pytest.mark.usefixtures("told")
def test_a_panel_is_broken_out_by_what_is_chosen_below_it_and_made_whole_again() -> None:
    page = run_with(funnel_page)
    assert "choice-out.funnel" not in [control.key for control in page.segmented_control]
    page.session_state["foot-funnel"] = [BREAK]
    whole = len(alternatives(page.run()))
    page.segmented_control(key="choice-out.funnel").set_value("team").run()
    assert link_in(page)["out.funnel"] == ["team"]
    assert len(alternatives(page)) == whole + 2, "one chart a team"
    page.segmented_control(key="choice-out.funnel").set_value("").run()
    assert "out.funnel" not in link_in(page)
    assert len(alternatives(page)) == whole
