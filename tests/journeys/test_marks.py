"""Marks that are no bars of deals: a point of a curve opens its deals, a part of a bar of leads its leads."""

from __future__ import annotations

import re
from typing import Any, Final

from playwright.sync_api import Page, expect

from tests.journeys.screen import chart, click_bar, must_be_well, must_have_rows, open_page, wait_until_drawn
from tests.journeys.server import Dashboard

POINT_OF: Final = """(plot, name) => {
  const number = plot.data.findIndex((trace) => (trace.customdata || []).some((at) => at[0] === name));
  const points = plot.querySelectorAll('.scatterlayer .trace')[number].querySelectorAll('.points path');
  const box = points[points.length - 1].getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def click_curve(page: Page, panel: str, name: str) -> None:
    """Click the end of the curve whose marks begin with a name."""
    plot = chart(page, panel)
    plot.scroll_into_view_if_needed()
    x, y = _place(plot.evaluate(POINT_OF, name))
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def _place(found: Any) -> tuple[float, float]:
    return float(found[0]), float(found[1])


def test_a_win_curve_opens_the_deals_of_its_quarter_and_stands_out(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("velocity"))
    click_curve(page, "win-curves", "2026-Q1")
    heading = page.get_by_text(re.compile(r"^\d+ deals came into the pipeline: Q1 2026$"))
    expect(heading).to_be_visible()
    must_have_rows(page, "win-curves", int((heading.text_content() or "").split()[0]))
    expect(page).to_have_url(re.compile("of=win_curve"))
    wait_until_drawn(page)
    must_be_well(page)


def test_a_part_of_a_bar_of_leads_opens_those_leads(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("leads"))
    click_bar(page, "leads", "Website", "converted")
    heading = page.get_by_text(re.compile(r"^\d+ leads became deals · Source: Website$"))
    expect(heading).to_be_visible()
    must_have_rows(page, "leads", int((heading.text_content() or "").split()[0]))
    page.get_by_role("button", name="Close").click()
    expect(heading).to_have_count(0)
    must_be_well(page)
