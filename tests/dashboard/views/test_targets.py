"""The targets page: a target, its pace, who is short, and deals without a usable date."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.warehouse.connection import Warehouse
from tests.dashboard.metrics.test_coverage import TODAY, a_quarter_under_way, quarter
from tests.dashboard.views.conftest import run_with, said
from tests.dashboard.views.test_funnel import alternatives
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store

DAY = TODAY.isoformat()


def targets_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame, targets
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(targets.page)


@pytest.fixture
def planned(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """A quarter under way, with targets for the company, Ana and Bo."""
    targets = [quarter(1000), *(quarter(500, level="owner", name=name) for name in ("Ana", "Bo"))]
    store(warehouse, tmp_path / "tables", a_quarter_under_way(), targets=targets)
    return warehouse


@pytest.mark.usefixtures("planned")
def test_the_page_says_whether_the_target_is_covered_and_how_far_the_wins_are() -> None:
    page = run_with(targets_page, as_of=DAY)
    assert not page.exception
    told = " ".join(alternatives(page)).replace("\u00a0", " ")
    assert "300 of 1K is won; 500 is open and due for the 700 that remains: 0.7 ×" in told
    assert "30 % of the target is won with 50 % of the time over" in told
    assert "1 of 2 targets have less open than it takes" in told


@pytest.mark.usefixtures("planned")
def test_deals_past_their_date_and_without_one_are_listed() -> None:
    page = run_with(targets_page, as_of=DAY)
    assert "1 deal open past the expected close" in said(page)
    page = run_with(targets_page, as_of=DAY, left="undated")
    assert "1 deal open without an expected close" in said(page)


@pytest.mark.usefixtures("planned")
def test_a_link_to_a_part_of_an_owners_bar_lists_its_deals() -> None:
    link = {"of": "coverage", "part": "due", "where": "owner", "value": "Ana", "by": "owner"}
    page = run_with(targets_page, as_of=DAY, **link)
    assert "1 deal open and due in the rest of the period · Owner: Ana" in said(page)
    assert "open past the expected close" not in said(page)


@pytest.mark.usefixtures("told")
def test_without_targets_the_page_says_what_to_load_and_still_weighs_the_pipeline() -> None:
    page = run_with(targets_page)
    assert not page.exception
    assert "a table of quotas" in said(page)
    assert "What the open deals are worth" in said(page)


@pytest.mark.parametrize("name", ["targets", "changes", "team", "velocity", "win_loss"])
def test_one_export_without_history_is_a_designed_state_on_every_page(
    warehouse: Warehouse, tmp_path: Path, name: str
) -> None:
    story = a_pipeline().deal("D1", amount=100, owner="Ana", level="D").enters("Lead", on="2026-01-02")
    store(warehouse, tmp_path / "tables", story)

    def any_page() -> None:
        import importlib

        import streamlit as st

        from dashboard.views import frame
        from tests.dashboard.views.page_menu import register

        register()
        frame.render(importlib.import_module(f"dashboard.views.{st.query_params['shown']}").page)

    page = run_with(any_page, shown=name)
    assert not page.exception
    assert "could not be shown" not in str([element.proto for element in page.error])


@pytest.mark.usefixtures("planned")
def test_the_page_reads_in_chinese() -> None:
    page = run_with(targets_page, as_of=DAY, lang="zh")
    assert not page.exception
    assert "目标与覆盖" in said(page)
