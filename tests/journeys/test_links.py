"""The link is the state: also for the very first request a server gets, and also where somebody broke it."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.known import dimension_values
from tests.journeys.screen import chosen_marks, click_bar, must_be_well, open_page, wait_until_drawn
from tests.journeys.server import Dashboard, served


def test_the_first_request_after_a_start_may_be_a_deep_link(page: Page, sample_warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copyfile(sample_warehouse, copy)
    with open_warehouse(copy) as warehouse:
        owner = dimension_values(warehouse)["owner"][0]
    with served(copy, sample=False) as dashboard:
        open_page(page, dashboard.link("funnel", owner=owner, **{"from": "2026-01-01", "lang": "zh"}))
        expect(page.get_by_role("button", name=owner)).to_be_visible()
        expect(page.get_by_role("link", name="漏斗")).to_be_visible()
        expect(page.get_by_text("All dates")).to_have_count(0)
        expect(page.get_by_role("link", name="Funnel")).to_have_count(0)
        must_be_well(page)


def test_a_link_survives_a_walk_through_the_menu(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("funnel", **{"from": "2026-01-01", "before": "2026-07-01"}))
    chip = page.get_by_role("button", name="1 Jan 2026 to 30 Jun 2026")
    expect(chip).to_be_visible()
    page.get_by_role("link", name="Velocity").click()
    page.wait_for_url("**/velocity**")
    expect(chip).to_be_visible()
    assert "from=2026-01-01" in page.url
    must_be_well(page)


def test_what_a_link_got_wrong_is_said_and_the_rest_holds(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("win_loss", owner="Nobody", before="soon", **{"from": "2026-01-01"}))
    alerts = page.locator('[data-testid="stAlert"]')
    expect(alerts).to_have_count(2)
    expect(alerts.filter(has_text="Nobody")).to_have_count(1)
    expect(page.get_by_role("button", name="Since 1 Jan 2026")).to_be_visible()
    must_be_well(page)


def test_taking_a_condition_away_widens_the_count(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("deals", pipeline="Renewals"))
    count = page.locator(".st-key-filter-line strong")
    before = count.inner_text()
    page.get_by_role("button", name="Pipeline: Renewals").click()
    expect(page.get_by_role("button", name="Pipeline: Renewals")).to_have_count(0)
    expect(count).not_to_have_text(before)
    assert "pipeline=" not in page.url
    must_be_well(page)


def test_the_bar_that_a_link_has_chosen_stands_out_and_a_click_moves_the_choice(
    page: Page, sample_dashboard: Dashboard
) -> None:
    link = {"of": "stage_funnel", "part": "reached", "in": "New business", "stage": "Proposal"}
    open_page(page, sample_dashboard.link("funnel", **link))
    expect(page.get_by_text("deals reached Proposal or a later stage")).to_be_visible()
    assert chosen_marks(page, "funnel") == {("New business", "Proposal")}

    click_bar(page, "funnel", "New business", "Qualification")
    expect(page.get_by_text("deals reached Qualification or a later stage")).to_be_visible()
    wait_until_drawn(page)
    assert chosen_marks(page, "funnel") == {("New business", "Qualification")}

    click_bar(page, "funnel", "New business", "Qualification")
    expect(page.get_by_text("deals reached Qualification or a later stage")).to_have_count(0)
    wait_until_drawn(page)
    assert chosen_marks(page, "funnel") == set()
    must_be_well(page)
