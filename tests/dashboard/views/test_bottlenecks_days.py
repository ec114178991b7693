"""The page of the bottlenecks in calendar days and in working days; which one is in the link."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import COUNTRY, decide
from tests.dashboard.views.conftest import link_in, run_with, said
from tests.dashboard.views.test_funnel import alternatives
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store


def bottlenecks_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import bottlenecks, frame
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(bottlenecks.page)


@pytest.fixture
def national_day(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Twenty deals, each in Lead over the National Day of 2024, 17 days with 8 working days."""
    story = a_pipeline()
    for number in range(20):
        owner = "Ana" if number % 2 else "Bo"
        story = story.deal(f"D{number}", owner=owner).enters("Lead", on="2024-09-27")
        story = story.moves_to("Qualified", on="2024-10-14")
    store(warehouse, tmp_path / "tables", story)
    decide(warehouse, {COUNTRY: "CN"})
    return warehouse


@pytest.mark.usefixtures("national_day")
def test_the_link_decides_in_which_days_every_chart_counts() -> None:
    page = run_with(bottlenecks_page, by="owner")
    assert not page.exception
    assert "half of the deals stay there 17" in alternatives(page)[0]
    assert "days" not in link_in(page)
    page.segmented_control(key="choice-days").set_value("working").run()
    assert not page.exception
    assert link_in(page)["days"] == ["working"]
    texts = [text.replace("\u00a0", " ") for text in alternatives(page)]
    assert "half of the deals stay there 8 working days or more" in texts[0]
    assert "after 8 working days" in texts[1]
    assert "Working days: weekend Sat, Sun; public holidays of China." in said(page)
    assert "Days made up for holidays are announced up to" in said(page)
    assert "Ages and what they come to count working days" in said(page)
    (table,) = [frame.value for frame in page.dataframe if "Median, in working days" in frame.value]
    assert table["Median, in working days"][0] == "8"
    assert table["Ended"][0] == "20"


@pytest.mark.usefixtures("national_day")
def test_in_chinese_the_page_speaks_of_gongzuori() -> None:
    page = run_with(bottlenecks_page, days="working", lang="zh")
    assert "8 个工作日" in alternatives(page)[0].replace("\u00a0", " ")
    assert "中国法定节假日" in said(page)
    assert "按工作日计" in said(page)


@pytest.mark.usefixtures("national_day")
def test_days_that_are_neither_are_announced() -> None:
    page = run_with(bottlenecks_page, days="lunar")
    assert "lunar" in page.warning[0].value
    assert "17" in alternatives(page)[0]
