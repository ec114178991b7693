"""What a reader sees and does, in words of the product, over Streamlit's own handles."""

from __future__ import annotations

import re
from typing import Any, Final

from playwright.sync_api import FloatRect, Locator, Page, expect

FAILED: Final = '[data-testid="stException"]'
ALERT: Final = '[data-testid="stAlert"]'
STILL_MS: Final = 150
"""Milliseconds without movement after which a part of the page counts as at rest."""
FAULT: Final = re.compile("This (page|panel) could not be shown|这个页面没能显示|此面板无法显示|Page not found")

AT_REST: Final = """() => {
  const idle = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
  const drawn = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every((chart) => chart.querySelector('.main-svg'));
  const begun = document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]');
  const coming = document.querySelector('[data-testid="stSkeleton"]');
  const parts = idle && begun && drawn && !coming ? document.querySelectorAll('*').length : -1;
  const still = parts > 0 && parts === window.partsSeen;
  window.partsSeen = parts;
  return still;
}"""
"""The script of the page has begun and rests, no part of Streamlit's own is still fetched, the chart library has drawn,
and nothing was added since the last look."""

BAR_OF: Final = """(plot, [pipeline, stage]) => {
  for (const [number, trace] of plot.data.entries()) {
    const point = (trace.customdata || []).findIndex((at) => at && at[0] === pipeline && at[1] === stage);
    if (trace.type === 'bar' && point >= 0 && Math.abs(trace.x[point]) > 0) {
      const layer = plot.querySelectorAll('.barlayer .trace.bars')[number];
      const box = layer && layer.querySelectorAll('.point path')[point].getBoundingClientRect();
      if (box) return [box.x + box.width / 2, box.y + box.height / 2];
    }
  }
  return null;
}"""


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until the page has been drawn."""
    page.goto(address)
    wait_until_drawn(page)


def wait_until_drawn(page: Page) -> None:
    """Wait until the page is at rest: between the parts of a page the script rests too, but more is to come."""
    page.wait_for_function(AT_REST, polling=STILL_MS)


def must_be_well(page: Page) -> None:
    """No exception, no fault sentence: what must not happen on any page."""
    expect(page.locator(FAILED)).to_have_count(0)
    expect(page.get_by_text(FAULT)).to_have_count(0)


def click_bar(page: Page, panel: str, pipeline: str, stage: str) -> None:
    """Click the bar of a stage in the chart of a panel."""
    plot = chart(page, panel)
    plot.scroll_into_view_if_needed()
    place: Any = plot.evaluate(BAR_OF, [pipeline, stage])
    assert place is not None, f"no bar for {stage}"
    page.mouse.move(place[0] - 3, place[1])
    page.mouse.move(place[0], place[1])
    page.mouse.click(place[0], place[1])


def chart(page: Page, panel: str) -> Locator:
    """The drawn chart of a panel."""
    return page.locator(f".st-key-panel-{panel} .js-plotly-plot")


def chosen_marks(page: Page, panel: str) -> set[tuple[str, ...]]:
    """What stands behind the marks that stand out on the chart of a panel."""
    found: list[list[str]] = chart(page, panel).evaluate(
        "(plot) => plot.data.flatMap((trace) => (trace.selectedpoints || []).map((at) => trace.customdata[at]))"
    )
    return {tuple(mark) for mark in found}


def must_have_rows(page: Page, key: str, rows: int) -> None:
    """A list of deals comes to hold so many rows, without its header; it may be drawn after its heading."""
    grid = page.locator(f".st-key-table-{key} [role='grid']")
    expect(grid).to_have_count(1)
    expect(grid).to_have_attribute("aria-rowcount", str(rows + 1))


def settled_box(page: Page, part: Locator, patience: int = 50) -> FloatRect:
    """Where a part of the page lies once it has stopped moving: what is above it may still be growing."""
    seen: FloatRect | None = None
    for _ in range(patience):
        box = part.bounding_box()
        if box is not None and box == seen:
            return box
        seen = box
        page.wait_for_timeout(STILL_MS)
    raise AssertionError("this part of the page never came to rest")


def open_list(page: Page, control: Locator) -> None:
    """Open a list to choose from; a list closes again while the page still scrolls to its control."""
    control.scroll_into_view_if_needed()
    settled_box(page, control)
    control.click()


def copied_link(page: Page) -> str:
    """The address that “Copy link” offers."""
    page.get_by_role("button", name=re.compile("Copy link|复制链接")).click()
    code = page.locator('[data-testid="stCode"] code')
    expect(code).to_be_visible()
    return (code.text_content() or "").strip()


def width_beyond_the_screen(page: Page) -> float:
    """By how many pixels the page can be scrolled sideways."""
    found: float = page.evaluate(
        """() => Math.max(...[document.scrollingElement, document.querySelector('[data-testid="stMain"]')]
            .filter(Boolean).map((part) => part.scrollWidth - part.clientWidth))"""
    )
    return found
