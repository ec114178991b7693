"""Keys do what a click does, and nothing while one types; a page prints whole, on white paper."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.screen import must_be_well, open_page, wait_until_drawn
from tests.journeys.server import Dashboard

CUT = """() => [...document.querySelectorAll('.main-svg, [data-testid="stDataFrame"]')]
    .map((part) => part.getBoundingClientRect()).filter((box) => box.width && (box.right > innerWidth + 1 || box.left < 0)).length"""
TEXT_ON_PAPER = """() => [getComputedStyle(document.querySelector('.stApp')).filter,
    getComputedStyle(document.querySelector('.printed'), '::before').content,
    getComputedStyle(document.querySelector('.printed'), '::after').content]"""
WIDEST_CHART = "() => Math.max(...[...document.querySelectorAll('.main-svg')].map((svg) => +svg.getAttribute('width')))"
EVERY_CHART = "() => [...document.querySelectorAll('.stPlotlyChart')].map((chart) => chart.offsetWidth)"
PAPER_PX = 703


def test_keys_lead_to_pages_and_open_what_is_used_most(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("funnel", team="East"))
    page.wait_for_function("window.pipelineReview && window.pipelineReview.on")
    page.keyboard.press("g")
    page.keyboard.press("v")
    page.wait_for_url("**/velocity**")
    expect(page.get_by_role("button", name="Team: East")).to_be_visible()
    wait_until_drawn(page)
    page.keyboard.press("[")
    expect(page.get_by_role("button", name="as of 8 Nov 2026")).to_be_visible()
    expect(page.get_by_role("button", name="Team: East")).to_be_visible()
    wait_until_drawn(page)
    page.keyboard.press(".")
    expect(page.get_by_role("button", name="as of")).to_have_count(0)
    wait_until_drawn(page)
    page.keyboard.press("f")
    expect(page.get_by_text("As of empty: the newest date in the data.")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_text("Single keys are shortcuts")).to_be_visible()
    must_be_well(page)


def test_no_key_does_anything_while_one_types_or_where_they_are_turned_off(
    page: Page, context: BrowserContext, sample_dashboard: Dashboard
) -> None:
    open_page(page, sample_dashboard.link("definitions"))
    page.keyboard.press("/")
    page.keyboard.type("gvf?/c")
    expect(page.get_by_label("Find a word")).to_have_value("gvf?/c")
    page.wait_for_timeout(500)
    assert "/definitions" in page.url
    expect(page.get_by_text("Single keys are shortcuts")).to_have_count(0)

    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_text("Single keys are shortcuts").click()
    page.wait_for_function("document.cookie.includes('pipeline_review_shortcuts=off')")
    page.wait_for_function("window.pipelineReview.on === false")
    later = context.new_page()
    open_page(later, sample_dashboard.link("funnel"))
    later.wait_for_function("window.pipelineReview")
    later.keyboard.press("g")
    later.keyboard.press("v")
    later.keyboard.press("f")
    later.wait_for_timeout(500)
    assert "/funnel" in later.url
    expect(later.get_by_text("As of empty: the newest date in the data.")).to_have_count(0)


def test_a_dark_page_prints_on_white_paper_with_its_filter_in_words_and_nothing_cut(
    page: Page, sample_dashboard: Dashboard
) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, sample_dashboard.link("team", team="East", lang="zh"))
    page.wait_for_selector(".main-svg")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": PAPER_PX, "height": 995})
    filtered, name, said = page.evaluate(TEXT_ON_PAPER)
    assert "invert" in filtered
    assert name == '"团队"'
    assert "团队：East" in said
    assert "截至 2026年11月15日" in said
    assert page.evaluate(CUT) == 0
    for control in ("button[kind]", "header", '[data-testid="stPageLink"]'):
        assert page.locator(control).locator("visible=true").count() == 0, control


def test_before_the_print_dialog_charts_are_drawn_at_the_width_of_the_paper(
    page: Page, sample_dashboard: Dashboard
) -> None:
    page.add_init_script(f"window.printed = []; window.print = () => window.printed.push(({WIDEST_CHART})())")
    open_page(page, sample_dashboard.link("funnel"))
    page.wait_for_selector(".main-svg")
    before = page.evaluate(WIDEST_CHART)
    page.keyboard.press("Control+p")
    page.wait_for_function("window.printed.length")
    page.wait_for_timeout(500)
    (printed,) = page.evaluate("window.printed")
    assert printed <= PAPER_PX < before
    page.wait_for_function(f"({WIDEST_CHART})() === {before}")
    assert re.search(r"/funnel$", page.url)


def test_charts_side_by_side_are_drawn_as_wide_as_the_sheet_and_no_menu_is_printed(
    page: Page, sample_dashboard: Dashboard
) -> None:
    page.add_init_script(f"window.printed = []; window.print = () => window.printed.push(({EVERY_CHART})())")
    open_page(page, sample_dashboard.link("overview"))
    page.wait_for_selector(".main-svg")
    page.keyboard.press("Control+p")
    page.wait_for_function("window.printed.length")
    (widths,) = page.evaluate("window.printed")
    assert set(widths) == {PAPER_PX}
    page.emulate_media(media="print")
    expect(page.locator('[class*="st-key-break-"]').locator("visible=true")).to_have_count(0)


def test_the_counts_on_the_cards_of_the_stages_are_on_paper_too(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("funnel"))
    page.emulate_media(media="print")
    cards = page.locator(".st-key-panel-stage-cards")
    expect(cards.get_by_text(re.compile(r"^261 lost")).first).to_be_visible()
    expect(page.locator('.st-key-panel-stage-cards [data-testid="stExpander"]').first).to_be_hidden()
