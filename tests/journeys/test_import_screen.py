"""The import screen as an analyst uses it: a messy ledger, ten files at once, a mapping that is remembered, and Cancel."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.export import PIPELINE, REACHED, write_export, write_list
from tests.journeys.messy import DEALS, PARKED, STAGES, WON, write_gbk, write_workbook
from tests.journeys.screen import (
    chart,
    must_be_well,
    open_list,
    open_page,
    wait_until_drawn,
    width_beyond_the_screen,
)
from tests.journeys.server import PROJECT, Dashboard

SLOW_MS = 120_000
"""Reading and loading several files takes a child process each."""
SMALL = ("owners.csv", "fx_rates.csv", "quotas.csv", "quotas_by_month.csv", "quotas_zh.xlsx", "folk_deals.csv")


def upload(page: Page, *files: Path) -> None:
    """Choose files in the uploader."""
    page.locator('input[type="file"]').first.set_input_files(files)


def load_button(page: Page) -> Locator:
    """The button that confirms, once everything has been read."""
    return page.locator('.st-key-load-files[data-stale="false"] button:not([disabled])')


def status_of(page: Page, stage: str) -> Locator:
    """The control that says what a stage is."""
    return page.get_by_role("combobox", name=re.compile(f"“{stage}”的状态|Status of {stage}"))


def place_of(page: Page, stage: str) -> Locator:
    """The control that says where a stage stands; only open stages have one."""
    return page.get_by_role("combobox", name=re.compile(f"“{stage}”的次序|Place of {stage} in the order"))


def nothing_is_stored(page: Page, dashboard: Dashboard) -> None:
    """Another tab sees an empty warehouse."""
    other = page.context.new_page()
    open_page(other, dashboard.link("funnel", lang="en"))
    expect(other.get_by_text("Nothing is loaded yet")).to_be_visible()
    open_page(other, dashboard.link("data", lang="en"))
    expect(other.locator('[class*="st-key-import-"]')).to_have_count(0)
    other.close()


def test_a_messy_ledger_is_understood_corrected_and_only_then_loaded(
    page: Page, empty_dashboard: Dashboard, tmp_path: Path
) -> None:
    ledger = write_workbook(tmp_path / "华东商机台账_2026-09-30.xlsx")
    open_page(page, empty_dashboard.link("data", lang="zh"))
    upload(page, ledger)
    expect(load_button(page)).to_be_visible(timeout=SLOW_MS)
    rows = sum(DEALS.values())
    account = page.get_by_text(f"读取 {rows + 1} 行 = 加载 {rows} + 合并 0 + 拒收 1")
    expect(account).to_be_visible()
    expect(page.get_by_text("¥1,430万").first).to_be_visible()

    page.get_by_role("tab", name="阶段和取值").click()
    expect(place_of(page, PARKED)).to_be_visible()
    wait_until_drawn(page)
    open_list(page, status_of(page, PARKED))
    page.get_by_role("option", name="输单").click()
    expect(place_of(page, PARKED)).to_have_count(0, timeout=SLOW_MS)
    nothing_is_stored(page, empty_dashboard)

    expect(load_button(page)).to_be_visible(timeout=SLOW_MS)
    load_button(page).click()
    page.get_by_role("link", name="查看商机现在所处的阶段").click(timeout=SLOW_MS)
    expect(chart(page, "funnel")).to_be_visible(timeout=SLOW_MS)
    wait_until_drawn(page)
    drawn = chart(page, "funnel").evaluate("(plot) => plot.data.flatMap((trace) => trace.customdata || [])")
    stages = {mark[1] for mark in drawn if mark}
    assert stages >= set(STAGES)
    assert PARKED not in stages - {WON}
    must_be_well(page)


def test_ten_files_at_once(page: Page, empty_dashboard: Dashboard, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    files = [
        write_export(tmp_path / "hubspot.csv"),
        write_list(tmp_path / "plain.csv"),
        write_gbk(tmp_path / "台账.csv"),
        *(PROJECT / "sample_data" / "files" / name for name in SMALL),
    ]
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, empty_dashboard.link("data", lang="en"))
    upload(page, *files, tmp_path / "empty.csv")
    expect(page.get_by_role("button", name="Load these 9 files")).to_be_enabled(timeout=SLOW_MS)
    expect(page.locator(".st-key-files-summary tbody tr")).to_have_count(10)
    expect(page.get_by_text("empty.csv is empty.")).to_be_visible()
    assert width_beyond_the_screen(page) <= 1
    nothing_is_stored(page, empty_dashboard)

    load_button(page).click()
    expect(page.get_by_text("9 files are loaded.")).to_be_visible(timeout=SLOW_MS)
    said = page.get_by_text("9 files are loaded.").inner_text().replace(",", "")
    numbers = [int(number) for number in re.findall(r"\d+", said)[1:]]
    assert numbers[0] == sum(numbers[1:]) > 0
    expect(page.get_by_text("empty.csv is empty.")).to_be_visible()
    expect(page.locator('[class*="st-key-undo-"] button')).to_have_count(9)
    must_be_well(page)


def test_what_was_corrected_once_is_done_the_next_time(page: Page, empty_dashboard: Dashboard, tmp_path: Path) -> None:
    first, second = tmp_path / "deals 2026-05-01.csv", tmp_path / "deals 2026-06-01.csv"
    headers = ("Deal ID", "Deal name", "Where it is", "Amount", "Created on")
    stages = ("Lead", "Talking", "Parked")
    for path, deals in ((first, 12), (second, 18)):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headers)
            writer.writerows((n, f"Deal {n}", stages[n % 3], 100 * n, f"2026-02-{n:02}") for n in range(1, deals))
    open_page(page, empty_dashboard.link("data", lang="en"))
    upload(page, first)
    expect(page.get_by_text("no column says in which stage")).to_be_visible(timeout=SLOW_MS)
    wait_until_drawn(page)
    open_list(page, page.get_by_role("combobox", name="The stage of a deal stands in"))
    page.get_by_role("option", name="Where it is").click()
    expect(load_button(page)).to_be_visible(timeout=SLOW_MS)
    wait_until_drawn(page)
    name = page.get_by_role("textbox", name="Name of the mapping")
    name.fill("Our weekly list")
    name.press("Enter")
    wait_until_drawn(page)
    expect(name).to_have_value("Our weekly list")
    load_button(page).click()
    expect(page.get_by_text("is loaded: 11 rows in use")).to_be_visible(timeout=SLOW_MS)
    expect(page.get_by_text("1 remembered mapping")).to_be_visible()

    open_page(page, empty_dashboard.link("data", lang="en"))
    upload(page, second)
    expect(page.get_by_text("The mapping “Our weekly list”")).to_be_visible(timeout=SLOW_MS)
    expect(page.get_by_text("Stages in order: ")).to_contain_text("Talking")
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_text("no column says in which stage")).to_be_visible(timeout=SLOW_MS)
    must_be_well(page)


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    """A list that takes long enough to read for somebody to change their mind."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Deal ID", "Deal name", "Stage", "Amount", "Created on", "Note"))
        stages = tuple(REACHED)
        writer.writerows(
            (n, f"Deal {n}", stages[n % 4], n, f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}", f"{PIPELINE} {n}" * 4)
            for n in range(400_000)
        )
    return path


def test_cancelling_leaves_nothing(page: Page, empty_dashboard: Dashboard, long_list: Path) -> None:
    open_page(page, empty_dashboard.link("data", lang="en"))
    upload(page, long_list)
    page.get_by_role("button", name="Stop reading").click(timeout=SLOW_MS)
    expect(page.get_by_text("The reading of this file was stopped")).to_be_visible()
    expect(page.locator(".st-key-load-files")).to_have_count(0)
    page.get_by_role("button", name="Read it after all").click()
    expect(load_button(page)).to_be_visible(timeout=SLOW_MS)

    load_button(page).click()
    page.locator(".st-key-cancel-load button").click(timeout=SLOW_MS)
    expect(page.get_by_text("The load was cancelled; nothing was written.")).to_be_visible(timeout=SLOW_MS)
    expect(load_button(page)).to_be_visible(timeout=SLOW_MS)
    nothing_is_stored(page, empty_dashboard)
    files = empty_dashboard.warehouse.with_name(empty_dashboard.warehouse.name + ".files")
    assert not files.exists() or not any(files.rglob("*.csv"))
    must_be_well(page)
