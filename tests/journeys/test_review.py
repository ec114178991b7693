"""The weekly review: read the state, follow a signal to its deals, write a decision, find it again next time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.screen import (
    chart,
    must_be_well,
    must_have_rows,
    open_page,
    wait_until_drawn,
    width_beyond_the_screen,
)
from tests.journeys.server import Dashboard, served

OUTLINED = """(plot) => plot.data.flatMap((trace) => trace.customdata
    .filter((_, at) => trace.marker.line.width[at] > 1))"""


@pytest.fixture
def own_sample(sample_warehouse: Path, tmp_path: Path) -> Iterator[Dashboard]:
    """A dashboard on a copy of the sample that a journey may write to."""
    copy = tmp_path / "warehouse.duckdb"
    shutil.copyfile(sample_warehouse, copy)
    with served(copy, sample=False) as dashboard:
        yield dashboard


def test_a_decision_is_kept_and_followed_up_at_the_next_review(page: Page, own_sample: Dashboard) -> None:
    open_page(page, own_sample.link("overview", as_of="2026-11-08"))
    deal = page.locator('[class*="st-key-item-"]').filter(has_text="stuck").first
    title = (deal.locator("strong").first.text_content() or "").strip()
    deal.get_by_text("Note and decision").click()
    page.get_by_label("What was decided").fill("Call the *CFO* <b>today</b>")
    page.get_by_label("Who", exact=True).fill("Ana")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Decided: Call the *CFO* <b>today</b> · Ana")).to_be_visible()
    expect(page.get_by_label("What was decided")).to_have_count(0)
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_text("Decided: Call the *CFO* <b>today</b> · Ana")).to_be_visible()

    open_page(page, own_sample.link("overview"))
    before = page.locator(".st-key-decided-before")
    expect(before.get_by_text(f"8 Nov 2026 · {title}")).to_be_visible()
    expect(before.get_by_text(re.compile("still in|moved from|won since|lost since"))).to_be_visible()
    before.get_by_text("Done").click()
    expect(before.get_by_role("checkbox")).to_be_checked()
    page.reload()
    wait_until_drawn(page)
    expect(page.locator(".st-key-decided-before").get_by_role("checkbox")).to_be_checked()
    must_be_well(page)


def test_key_figures_show_their_course(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("overview"))
    expect(page.get_by_role("img", name=re.compile("Open pipeline: its course"))).to_be_visible()
    drawn = page.locator("img.sparkline").evaluate_all("(images) => images.map((image) => image.naturalWidth)")
    assert len(drawn) >= 3
    assert all(drawn)


def test_a_signal_leads_to_as_many_deals_as_it_says(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("overview"))
    verdict = page.locator(".st-key-verdict-0")
    expect(verdict).to_contain_text("Proposal · Enterprise: deals leave later than before")
    link = verdict.get_by_role("link", name=re.compile(r"\d+ deals wait there"))
    waiting = int((link.text_content() or "").split()[0])
    link.click()
    expect(page.get_by_text(re.compile(rf"{waiting} deals open in Proposal now"))).to_be_visible()
    must_have_rows(page, "deals", waiting)
    must_be_well(page)


def test_a_deal_of_the_agenda_opens_with_all_that_is_known_of_it(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("overview"))
    item = page.locator('[class*="st-key-item-"]').filter(has_text="stuck").first
    title = (item.locator("strong").first.text_content() or "").strip()
    item.get_by_role("link", name="Open the deal").click()
    expect(page.locator(".st-key-deal-detail").get_by_role("heading", name=title)).to_be_visible()
    must_have_rows(page, "deals", 1)
    must_be_well(page)


def test_only_what_has_a_verdict_is_outlined(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("bottlenecks"))
    assert chart(page, "heat").evaluate(OUTLINED) == [["New business", "Proposal", "Enterprise"]]
    open_page(page, sample_dashboard.link("bottlenecks", by="team", segment="SMB"))
    expect(page.get_by_text("No stage and no group of deals stands out")).to_be_visible()
    assert chart(page, "heat").evaluate(OUTLINED) == []
    must_be_well(page)


def test_the_comparison_is_in_the_link_and_in_the_words(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("overview"))
    page.get_by_role("radio", name="last year").click()
    expect(page.locator(".st-key-headline")).to_contain_text("since 15 Nov 2025")
    expect(page).to_have_url(re.compile("vs=year"))
    page.reload()
    wait_until_drawn(page)
    expect(page.locator(".st-key-headline")).to_contain_text("since 15 Nov 2025")
    must_be_well(page)


def test_on_a_phone_nothing_hangs_over_the_edge(page: Page, sample_dashboard: Dashboard) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, sample_dashboard.link("overview", lang="zh"))
    expect(page.get_by_text("本季度能否达成？")).to_be_visible()
    assert width_beyond_the_screen(page) <= 0
    must_be_well(page)
