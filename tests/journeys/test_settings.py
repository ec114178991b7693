"""Settings in a browser: a bad value is told and keeps what was typed; a good one changes which deals are stuck."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.warehouse.connection import open_warehouse
from tests.journeys.screen import must_be_well, must_have_rows, open_page, wait_until_drawn, width_beyond_the_screen
from tests.journeys.server import Dashboard, served
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store


@pytest.fixture
def waiting_dashboard(browser: object, tmp_path: Path) -> Iterator[Dashboard]:
    """Two open deals, in Proposal for 20 days and for 3; too few were won to say what is usual."""
    story = (
        a_pipeline("Sales", stages="Lead, Proposal")
        .deal("D1", name="Acme", amount=100).enters("Lead", on="2026-05-01").moves_to("Proposal", on="2026-05-12")
        .deal("D2", name="Globex", amount=50).enters("Lead", on="2026-05-02").moves_to("Proposal", on="2026-05-29")
    )  # fmt: skip
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        store(warehouse, tmp_path / "tables", story, as_of=datetime(2026, 6, 1))
    with served(tmp_path / "warehouse.duckdb", sample=False) as dashboard:
        yield dashboard


def test_the_days_that_a_stage_allows_decide_which_deals_are_stuck(page: Page, waiting_dashboard: Dashboard) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, waiting_dashboard.link("settings", part="stages", stage="Proposal"))
    days = page.get_by_label("Allowed days", exact=True)
    save = page.locator('[data-testid="stForm"]').filter(has=days).get_by_role("button", name="Save", exact=True)
    days.fill("five")
    page.get_by_label("Owner of the stage", exact=True).fill("Ana")
    save.click()
    expect(page.get_by_text("“five” is not a number of days between 0 and 3650.")).to_be_visible()
    expect(days).to_have_value("five")
    expect(page.get_by_label("Owner of the stage", exact=True)).to_have_value("Ana")
    expect(page.get_by_text("Saved.", exact=True)).to_have_count(0)
    assert width_beyond_the_screen(page) == 0

    days.fill("5")
    save.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    must_be_well(page)

    open_page(page, waiting_dashboard.link("deals", flag="stuck"))
    expect(page.get_by_text("1 deal matches the filter · stuck")).to_be_visible()
    wait_until_drawn(page)
    must_have_rows(page, "deals", 1)
