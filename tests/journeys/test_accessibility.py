"""WCAG 2.2 AA as far as axe-core can tell: every page, light and dark, and what readers open on them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.navigation import PLACES, Place
from tests.journeys.messy import write_workbook
from tests.journeys.screen import must_be_well, open_page, wait_until_drawn
from tests.journeys.server import Dashboard
from tests.journeys.test_deals import choose_row
from tests.journeys.test_import_screen import SLOW_MS, load_button, upload

RULES: Final = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
SWITCHING_MS: Final = 1200
"""Streamlit tells the page of a new scheme a moment after the browser does; there is no event for it."""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule, place and what it says, one line each."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{rule['id']} ({rule['impact']}) at {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def must_be_accessible(page: Page) -> None:
    """Nothing is found in either scheme."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(SWITCHING_MS)
        wait_until_drawn(page)
        assert violations(page) == [], scheme
    must_be_well(page)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_page_has_no_barrier_in_light_or_dark(page: Page, sample_dashboard: Dashboard, place: Place) -> None:
    open_page(page, sample_dashboard.link(place.name, lang="zh" if place.name == "funnel" else "en"))
    must_be_accessible(page)


def test_what_is_opened_on_a_page_has_no_barrier(page: Page, sample_dashboard: Dashboard) -> None:
    chosen = {"of": "stage_funnel", "part": "reached", "in": "New business", "stage": "Proposal"}
    open_page(page, sample_dashboard.link("funnel", **{"out.funnel": "segment", "owner": "Nobody", **chosen}))
    expect(page.get_by_text("deals reached Proposal or a later stage")).to_be_visible()
    panel = page.locator(".st-key-panel-funnel")
    for question in ("How this is counted", "SQL and data"):
        panel.get_by_text(question).first.click()
    expect(panel.get_by_text("Bound values")).to_be_visible()
    must_be_accessible(page)
    page.get_by_role("button", name=re.compile("^Filters")).click()
    expect(page.get_by_role("combobox").first).to_be_visible()
    must_be_accessible(page)


def test_the_story_of_a_deal_has_no_barrier(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("deals"))
    choose_row(page, 0)
    expect(page.get_by_text(re.compile("The deal was read from"))).to_be_visible()
    must_be_accessible(page)


def test_the_import_screen_has_no_barrier_from_the_empty_page_to_the_question(
    page: Page, empty_dashboard: Dashboard, tmp_path: Path
) -> None:
    open_page(page, empty_dashboard.link("funnel"))
    expect(page.get_by_text("Nothing is loaded yet")).to_be_visible()
    assert violations(page) == []
    open_page(page, empty_dashboard.link("data", lang="zh"))
    upload(page, write_workbook(tmp_path / "华东商机台账_2026-09-30.xlsx"))
    expect(load_button(page)).to_be_visible(timeout=SLOW_MS)
    must_be_accessible(page)
