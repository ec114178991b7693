"""The sample: marked on every page, gone in one click, offered where nothing is."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.screen import must_be_well, open_page
from tests.journeys.server import Dashboard, served

BANNER = "Sample data: an invented company"


def test_one_click_removes_it_for_every_page(page: Page, sample_warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copyfile(sample_warehouse, copy)
    with served(copy, sample=False) as dashboard:
        open_page(page, dashboard.link("win_loss"))
        expect(page.get_by_text(BANNER)).to_be_visible()
        page.get_by_role("button", name="Remove the sample").click()
        expect(page.get_by_text("Nothing is loaded yet")).to_be_visible()
        expect(page.get_by_text(BANNER)).to_have_count(0)
        open_page(page, dashboard.link("deals"))
        expect(page.get_by_text("Nothing is loaded yet")).to_be_visible()
        expect(page.get_by_text(BANNER)).to_have_count(0)
        must_be_well(page)


def test_an_empty_warehouse_offers_it(page: Page, empty_dashboard: Dashboard) -> None:
    open_page(page, empty_dashboard.link(""))
    expect(page.get_by_text(BANNER)).to_have_count(0)
    page.get_by_role("button", name="Look around in the sample data").click()
    expect(page.get_by_text(BANNER)).to_be_visible(timeout=90_000)
    expect(page.get_by_text("Nothing is loaded yet")).to_have_count(0)
    must_be_well(page)
