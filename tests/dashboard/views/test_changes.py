"""The changes page: any two days, each bar and cell with its deals as they were and as they are."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.warehouse.connection import Warehouse
from tests.dashboard.metrics.test_stage_matrix import a_month
from tests.dashboard.views.conftest import link_in, run_with, said
from tests.dashboard.views.test_funnel import alternatives
from tests.pipeline_files import store

DAYS = {"since": "2026-01-31", "as_of": "2026-02-28"}


def changes_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import changes, frame
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(changes.page)


@pytest.fixture
def month(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Five deals, of which each moved otherwise in February."""
    store(warehouse, tmp_path / "tables", a_month())
    return warehouse


@pytest.mark.usefixtures("month")
def test_the_page_compares_the_two_days_of_the_link() -> None:
    page = run_with(changes_page, **DAYS)
    assert not page.exception
    assert "From 31 Jan 2026 to 28 Feb 2026" in said(page)
    assert "Of 3 deals open then, 1 went on, 0 stand where they stood, 1 went back and 1 are closed." in alternatives(
        page
    )
    assert "2 deals came into the open pipeline" in said(page)
    assert "2 deals left the open pipeline" in said(page)


@pytest.mark.usefixtures("month")
def test_a_bar_opens_its_deals_as_they_were_and_are() -> None:
    page = run_with(changes_page, of="pipeline_changes", part="decreased", mode="2026-01-31", **DAYS)
    assert "1 deal: Decreased" in said(page)
    (row,) = page.dataframe[0].value.to_dict("records")
    assert (row["stage_then"], row["stage_now"]) == ("Lead", "Proposal")
    assert (row["amount_then"], row["amount_now"], row["change"]) == (100, 80, -20)


@pytest.mark.usefixtures("month")
def test_a_cell_opens_its_deals() -> None:
    link = {"of": "stage_matrix", "part": "open-open", "in": "Sales", "stage": "Proposal", "value": "Lead"}
    page = run_with(changes_page, mode="2026-01-31", **link, **DAYS)
    assert "1 deal: Proposal then, Lead now" in said(page)
    assert list(page.dataframe[0].value["name"]) == ["back"]


@pytest.mark.usefixtures("month")
def test_who_moved_close_dates_is_told_and_opens_its_deals() -> None:
    page = run_with(changes_page, of="pushes", where="pipeline", value="Sales", mode="2026-01-31", **DAYS)
    assert "1 deal was moved to a later close date" in said(page)
    assert "1 deal with a close date moved later" in said(page)


@pytest.mark.usefixtures("month")
@pytest.mark.parametrize("told", ["2026-02-28", "2027-01-01", "yesterday"])
def test_a_day_that_is_not_before_the_as_of_is_announced(told: str) -> None:
    page = run_with(changes_page, since=told, as_of="2026-02-28")
    assert not page.exception
    assert told in page.warning[0].value
    assert "From 21 Feb 2026" in said(page)


@pytest.mark.usefixtures("month")
def test_another_day_takes_the_place_of_the_one_in_the_link_and_forgets_the_choice() -> None:
    page = run_with(changes_page, of="pipeline_changes", part="won", mode="2026-01-31", **DAYS)
    page.button("since-2026-02-21").click().run()
    assert "since" not in link_in(page)
    assert "of" not in link_in(page)
    assert "From 21 Feb 2026" in said(page)


@pytest.mark.usefixtures("month")
def test_the_page_reads_in_chinese() -> None:
    page = run_with(changes_page, lang="zh", **DAYS)
    assert not page.exception
    assert "阶段到阶段" in said(page)
