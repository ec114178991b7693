"""A view is saved under a name; who opens its link anywhere sees the same numbers. A board is made of panels of pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.screen import must_be_well, open_page, wait_until_drawn
from tests.journeys.server import Dashboard, served

NAME = "*Lei* <b>entered</b>"


@pytest.fixture(scope="module")
def own_sample(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard on a copy of the sample that these journeys write to."""
    copy = tmp_path_factory.mktemp("own") / "warehouse.duckdb"
    shutil.copyfile(sample_warehouse, copy)
    with served(copy, sample=False) as dashboard:
        yield dashboard


def save_view(page: Page, name: str) -> str:
    """Save what is on the screen; gives the address of the view."""
    page.get_by_role("button", name="Saved views").click()
    page.get_by_label("Save what is shown as").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"This is the saved view “{name}”.")).to_be_visible()
    page.get_by_text("Share, rename, delete").click()
    return (page.locator('[data-testid="stPopoverBody"] code').text_content() or "").strip()


def test_a_saved_view_opens_in_a_fresh_browser_with_the_same_numbers(page: Page, own_sample: Dashboard) -> None:
    open_page(page, own_sample.link("funnel", owner="Zhao Lei", mode="entered"))
    count = page.locator(".st-key-filter-line strong").inner_text()
    takeaway = page.locator(".st-key-panel-funnel p").first.inner_text()
    address = save_view(page, NAME)
    assert re.search(r"/funnel\?view=[0-9a-f]{8}$", address)

    stranger = page.context.browser.new_context(locale="en-GB") if page.context.browser else None
    assert stranger is not None
    elsewhere = stranger.new_page()
    open_page(elsewhere, address)
    expect(elsewhere.locator(".st-key-filter-line strong")).to_have_text(count)
    expect(elsewhere.locator(".st-key-panel-funnel p").first).to_have_text(takeaway)
    assert "view=" not in elsewhere.url, "what follows is an ordinary link"
    elsewhere.get_by_role("button", name="Owner: Zhao Lei").click()
    expect(elsewhere.get_by_role("button", name="Owner: Zhao Lei")).to_have_count(0)
    must_be_well(elsewhere)
    stranger.close()


def test_a_browser_remembers_where_it_starts_and_its_language(
    page: Page, context: BrowserContext, own_sample: Dashboard
) -> None:
    open_page(page, own_sample.link("velocity", team="East", step="quarter"))
    save_view(page, "East by quarter")
    page.get_by_text("Start with it in this browser").click()
    wait_until_drawn(page)
    page.wait_for_function("document.cookie.includes('pipeline_review_start=')")
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="中文").click()
    page.wait_for_function("document.cookie.includes('pipeline_review_language=zh')")

    later = context.new_page()
    open_page(later, own_sample.url)
    later.wait_for_url(re.compile(r"/velocity\?.*team=East"))
    expect(later.get_by_role("button", name="团队：East ✕")).to_be_visible()
    assert "step=quarter" in later.url
    open_page(later, own_sample.link("overview", lang="en"))
    expect(later.get_by_role("link", name="Review")).to_be_visible()
    assert "velocity" not in later.url, "a link is followed, whatever the browser starts with"
    must_be_well(later)


def pin(page: Page, panel: str, new_board: str = "") -> None:
    """Pin a panel of the page, to a new board or to the one there is."""
    place = page.locator(f".st-key-panel-{panel}")
    place.get_by_text("Pin to a board").click()
    if new_board:
        place.get_by_label("Name of the new board").fill(new_board)
    place.get_by_role("button", name="Pin", exact=True).click()
    expect(place.get_by_role("link", name=re.compile("Pinned to"))).to_be_visible()


def test_panels_of_two_pages_stand_on_one_board_each_with_its_own_filter(page: Page, own_sample: Dashboard) -> None:
    open_page(page, own_sample.link("funnel", team="East", mode="entered"))
    funnel = page.locator(".st-key-panel-funnel p").first.inner_text()
    pin(page, "funnel", "Mine")
    open_page(page, own_sample.link("win_loss", team="West", by="owner"))
    rates = page.locator(".st-key-panel-rates p").first.inner_text()
    pin(page, "rates")

    open_page(page, own_sample.link("boards", board="Mine"))
    panels = page.locator('[class*="st-key-panel-"]')
    expect(panels).to_have_count(2)
    expect(panels.first.locator("p").first).to_have_text(funnel)
    expect(panels.last.locator("p").first).to_have_text(rates)
    expect(page.get_by_text("Team: East")).to_have_count(1)
    expect(page.get_by_role("radio", name="Reached")).to_have_count(0)
    wait_until_drawn(page)
    bars = page.locator(".js-plotly-plot").first.locator(".barlayer .point path")
    box = bars.nth(1).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 5)
    page.mouse.click(box["x"] + 32, box["y"] + 6)
    page.wait_for_url(re.compile(r"/deals\?.*of=stage_funnel"))
    assert "team=East" in page.url, "with the filter of the panel"
    must_be_well(page)
