"""The list of deals in a browser: flags and search narrow it, its heading counts it, and texts of files stay texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.warehouse.connection import open_warehouse
from tests.journeys.screen import must_be_well, must_have_rows, open_page, settled_box, wait_until_drawn
from tests.journeys.server import Dashboard, served
from tests.pipeline_around import ToldActivity, store_around
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store

HOSTILE = "<img src=x onerror=\"document.title='run'\"> **bold** [x](http://evil.example) :smile:"
ROW_HEIGHT, HEADER_HEIGHT = 35, 35


@pytest.fixture
def hostile_dashboard(browser: object, tmp_path: Path) -> Iterator[Dashboard]:
    """A dashboard on three deals: one overdue whose every text is markup, one blank, one won."""
    story = (
        a_pipeline("Sales", stages="Lead, Proposal")
        .deal("D1", name=HOSTILE, account=HOSTILE, owner=HOSTILE, amount=100, next_step=HOSTILE,
              expected_close="2026-03-01", created="2026-01-02")
        .enters("Lead", on="2026-01-02").moves_to("Proposal", on="2026-01-09")
        .deal("D2", name="Blank", account="Globex", owner="Bo", created="2026-05-20").enters("Lead", on="2026-05-20")
        .deal("D3", name="Won", owner="Ana", amount=70).enters("Lead", on="2026-03-05").wins(on="2026-06-01")
    )  # fmt: skip
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        store(warehouse, tmp_path / "tables", story, as_of=datetime(2026, 6, 1))
        told = (ToldActivity("D1", datetime(2026, 5, 30), subject=HOSTILE),)
        store_around(warehouse, tmp_path / "around", activities=told)
    with served(tmp_path / "warehouse.duckdb", sample=False) as dashboard:
        yield dashboard


def test_flags_and_search_narrow_the_list_and_a_row_tells_its_story(page: Page, hostile_dashboard: Dashboard) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, hostile_dashboard.link("deals"))
    expect(page.get_by_text("3 deals match the filter")).to_be_visible()
    must_have_rows(page, "deals", 3)

    page.get_by_role("button", name="overdue", exact=True).click()
    expect(page.get_by_text("1 deal matches the filter · overdue")).to_be_visible()
    wait_until_drawn(page)
    must_have_rows(page, "deals", 1)
    assert "flag=overdue" in page.url

    choose_row(page, 0)
    expect(page.get_by_text("Expected close before the day of the report")).to_be_visible()
    expect(page.get_by_text(re.compile("The deal was read from story.csv, row 2"))).to_be_visible()
    assert "deal=D1" in page.url
    must_show_letters_only(page, asked)

    page.get_by_role("button", name="Clear search and flags").click()
    expect(page.get_by_text("3 deals match the filter", exact=True)).to_be_visible()
    wait_until_drawn(page)
    page.get_by_label("Search", exact=True).fill("globex")
    page.get_by_label("Search", exact=True).press("Enter")
    expect(page.get_by_text("1 deal matches the filter · “globex”")).to_be_visible()
    wait_until_drawn(page)
    must_have_rows(page, "deals", 1)
    must_be_well(page)


def test_a_link_to_a_flag_a_search_and_a_deal_opens_all_three(page: Page, hostile_dashboard: Dashboard) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, hostile_dashboard.link("deals", find="<img", flag="overdue", deal="D1", lang="zh"))
    expect(page.get_by_text("预计成交日期早于报告日")).to_be_visible()
    must_have_rows(page, "deals", 1)
    must_show_letters_only(page, asked)
    must_be_well(page)


def choose_row(page: Page, row: int) -> None:
    """Choose a row of the list by its box."""
    box = settled_box(page, page.locator(".st-key-table-deals canvas").first)
    page.mouse.click(box["x"] + 20, box["y"] + HEADER_HEIGHT + (row + 0.5) * ROW_HEIGHT)


def must_show_letters_only(page: Page, asked: list[str]) -> None:
    """Text of a file is never an element, a link, bold, or asked of another host."""
    expect(page.locator("[data-testid='stMain'] img[src='x']")).to_have_count(0)
    expect(page.locator("a[href*='evil.example']")).to_have_count(0)
    expect(page.get_by_role("heading", name="<img src=x")).to_be_visible()
    assert page.title() != "run"
    assert not [url for url in asked if "evil" in url or url.endswith("/x")]
