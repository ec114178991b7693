"""Weekly exports of one list: the review holds today against the file that a reader names, and the link says which."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.imports import load_files
from data_loaders.options import Options
from tests.journeys.screen import copied_link, must_be_well, open_list, open_page, wait_until_drawn
from tests.journeys.server import served

WEEKS = {date(2026, 3, 2): 40_000, date(2026, 3, 9): 50_000, date(2026, 3, 16): 60_000, date(2026, 3, 23): 90_000}
"""Day of an export → amount of the one deal in it that changes."""


def write_week(folder: Path, day: date, amount: int) -> Path:
    path = folder / f"pipeline {day}.csv"
    rows = [f"{number},Deal {number},Proposal,{amount if number == 1 else 10_000},Ana" for number in range(1, 13)]
    path.write_text("\n".join(["Deal ID,Deal Name,Stage,Amount,Owner", *rows]), encoding="utf-8")
    return path


def test_the_review_is_held_against_the_file_that_a_reader_names(
    page: Page, context: BrowserContext, tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with open_warehouse(warehouse) as opened:
        load_files(
            opened,
            [
                (write_week(tmp_path, day, amount), Options(as_of=datetime.combine(day, time(9))))
                for day, amount in WEEKS.items()
            ],
        )
    with served(warehouse, sample=False) as dashboard:
        open_page(page, dashboard.link("overview"))
        expect(page.locator(".st-key-headline")).to_contain_text("up 18 % since last week")
        open_list(page, page.locator('[data-testid="stSelectbox"]').filter(has_text="Compare with").locator("input"))
        page.get_by_role("option", name="2 Mar 2026: pipeline 2026-03-02.csv").click()
        said = page.locator(".st-key-headline")
        expect(said).to_contain_text("since 2 Mar 2026")
        expect(page).to_have_url(re.compile("vs=2026-03-02"))
        expect(page.locator(".st-key-panel-changes")).to_contain_text("2 Mar 2026")
        other = context.new_page()
        open_page(other, copied_link(page))
        expect(other.locator(".st-key-headline")).to_have_text(said.text_content() or "")
        wait_until_drawn(other)
        must_be_well(other)
