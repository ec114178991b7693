"""No page in Chinese has a word of Streamlit's in it, also where the browser speaks English; values of files stay."""

from __future__ import annotations

import re
from typing import Any, Final

from playwright.sync_api import Page, expect

from dashboard.navigation import PLACES
from dashboard.views.streamlit_words import MEANT, SAID
from tests.journeys.screen import STILL_MS, must_be_well, open_page, wait_until_drawn
from tests.journeys.server import Dashboard

TOLD: Final = """() => {
  const told = [], parts = '[data-testid^="stMainMenu"], [data-testid="stThemeSwitcher"], [role="listbox"], [data-testid="stDateInput"], '
    + '[data-testid="stFileUploaderDropzone"], header a, header button';
  for (const part of document.querySelectorAll(parts)) for (const text of part.innerText.split('\\n')) told.push(text.trim());
  for (const element of document.querySelectorAll('[placeholder], [aria-label], [title]')) {
    for (const name of ['placeholder', 'aria-label', 'title']) {
      if (element.closest('canvas')) continue;
      told.push((element.getAttribute(name) || '').trim());
    }
  }
  return told.filter((text) => /[A-Za-z]{2,}/.test(text));
}"""
STREAMLIT: Final = re.compile(
    "|".join(
        rf"(^|\b){re.escape(said)}(\b|$|: )"
        for said in sorted({*SAID, *MEANT} - {"day", "month", "year", "dd", "mm", "yyyy", "per file"})
    )
    + r"|^(day|month|year), |^(dd|mm|yyyy)$|Help for|per file|\b(January|November|Monday|Friday)\b"
)


def english(page: Page) -> set[str]:
    """Words of Streamlit's that a reader, or a screen reader, is told on the page."""
    told: Any = page.evaluate(TOLD)
    return {text for text in told if STREAMLIT.search(text)}


def must_speak_chinese(page: Page, patience: int = 50) -> None:
    """No word of Streamlit's stays on the page; the script that replaces them runs a moment after it is drawn."""
    for _ in range(patience):
        if not english(page):
            break
        page.wait_for_timeout(STILL_MS)
    page.wait_for_timeout(STILL_MS)
    assert english(page) == set(), page.url


def test_no_page_in_chinese_says_a_word_of_streamlit(page: Page, sample_dashboard: Dashboard) -> None:
    for place in PLACES:
        open_page(page, sample_dashboard.link(place.name, lang="zh"))
        expect(page.get_by_role("link", name="漏斗", exact=True).first).to_be_visible()
        must_speak_chinese(page)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    must_be_well(page)


def test_lists_dates_and_the_menu_speak_chinese_and_english_again_after_the_switch(
    page: Page, sample_dashboard: Dashboard
) -> None:
    open_page(page, sample_dashboard.link("definitions", lang="zh"))
    page.get_by_role("link", name="商机").first.click()
    wait_until_drawn(page)
    page.locator(".st-key-filters button").first.click()
    page.locator('[data-testid="stPopoverBody"] [data-testid="stDateInput"] button').first.click()
    expect(page.get_by_text(re.compile(r"^\d{4}年\d{1,2}月$")).first).to_be_visible()
    must_speak_chinese(page)
    page.keyboard.press("Escape")
    page.locator('[data-testid="stMainMenuButton"]').click()
    expect(page.get_by_text("打印")).to_be_visible()
    must_speak_chinese(page)
    page.keyboard.press("Escape")

    page.get_by_role("radio", name="EN").click()
    wait_until_drawn(page)
    page.locator('[data-testid="stMainMenuButton"]').click()
    expect(page.get_by_text("Print", exact=True)).to_be_visible()
    expect(page.get_by_text("打印")).to_have_count(0)
    assert page.evaluate("document.documentElement.lang").startswith("en")
    must_be_well(page)
