"""The main journey: an export goes in, a bar is clicked, its deals are behind it, and the link shows another reader the same."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PATIENCE_MS
from tests.journeys.export import PIPELINE, REACHED, write_export
from tests.journeys.screen import (
    chart,
    click_bar,
    copied_link,
    must_be_well,
    must_have_rows,
    open_page,
    wait_until_drawn,
)
from tests.journeys.server import Dashboard


def test_from_the_upload_to_the_deals_behind_a_bar_and_on_to_another_reader(
    page: Page, browser: Browser, empty_dashboard: Dashboard, tmp_path: Path
) -> None:
    export = write_export(tmp_path / "my deals.csv")

    open_page(page, empty_dashboard.link("data"))
    page.locator('input[type="file"]').set_input_files(export)
    page.get_by_role("button", name="Load this file").click()
    expect(page.get_by_text("my deals.csv").first).to_be_visible()
    expect(page.get_by_role("button", name="Load this file")).to_have_count(0)

    page.get_by_role("link", name="See the funnel").click()
    expect(chart(page, "funnel")).to_be_visible()
    wait_until_drawn(page)
    click_bar(page, "funnel", PIPELINE, "Offer")
    expect(page.get_by_text("12 deals reached Offer or a later stage")).to_be_visible()
    must_have_rows(page, "funnel", REACHED["Offer"])
    expect(page.get_by_text("Deal 12")).to_have_count(0)

    link = copied_link(page)
    assert link.startswith(empty_dashboard.url)
    other: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 900})
    other.set_default_timeout(PATIENCE_MS)
    try:
        fresh = other.new_page()
        open_page(fresh, link)
        expect(fresh.get_by_text("12 deals reached Offer or a later stage")).to_be_visible()
        must_have_rows(fresh, "funnel", REACHED["Offer"])
        must_be_well(fresh)
    finally:
        other.close()


def test_a_refused_file_leaves_everything_as_it_was(page: Page, empty_dashboard: Dashboard, tmp_path: Path) -> None:
    broken = tmp_path / "deals.xlsx"
    broken.write_text("this is no workbook", encoding="utf-8")
    open_page(page, empty_dashboard.link("data"))
    page.locator('input[type="file"]').set_input_files(broken)
    expect(page.locator('[data-testid="stAlert"]')).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("^Load th"))).to_have_count(0)
    open_page(page, empty_dashboard.link("funnel"))
    expect(page.get_by_text("Nothing is loaded yet")).to_be_visible()
    must_be_well(page)
