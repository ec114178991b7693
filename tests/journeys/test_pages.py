"""Every page, in both languages, on a wide screen and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.language import LANGUAGES, Language, Words
from dashboard.navigation import PLACES, Place
from tests.journeys.screen import must_be_well, open_page, width_beyond_the_screen
from tests.journeys.server import Dashboard

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def address(dashboard: Dashboard, place: Place, language: Language) -> str:
    """The front page has no name of its own in the address."""
    return dashboard.link("" if place is PLACES[0] else place.name, lang=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_page_is_drawn_in_its_language(
    page: Page, sample_dashboard: Dashboard, place: Place, language: Language
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_page(page, address(sample_dashboard, place, language))
    must_be_well(page)
    title = Words(language)(place.title)
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    main = page.locator('[data-testid="stMain"]').inner_text()
    in_chinese = CHINESE.search(main.replace(LANGUAGES["zh"], ""))
    assert bool(in_chinese) == (language == "zh")
    assert not re.search(r"\{\w+\}", main), "a place of a template was left unfilled"
    assert "nan" not in main.lower().split()
    assert errors == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_phone_never_scrolls_sideways(page: Page, sample_dashboard: Dashboard, place: Place) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, address(sample_dashboard, place, "en"))
    must_be_well(page)
    assert width_beyond_the_screen(page) <= 0


def test_the_language_can_be_switched_where_one_is(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("funnel", **{"from": "2026-01-01"}))
    page.get_by_role("radio", name="中文").or_(page.get_by_role("button", name="中文")).first.click()
    expect(page.get_by_role("link", name="漏斗")).to_be_visible()
    expect(page.get_by_role("link", name="Funnel")).to_have_count(0)
    page.wait_for_url(re.compile("lang=zh"))
    assert "from=2026-01-01" in page.url
    must_be_well(page)


def test_the_charts_speak_to_those_who_do_not_see_them(page: Page, sample_dashboard: Dashboard) -> None:
    open_page(page, sample_dashboard.link("funnel"))
    for panel, says in (("funnel", r"\d+ deals"), ("within", r"Within 90 days")):
        charts = page.locator(f".st-key-panel-{panel} [data-testid='stPlotlyChart']")
        said = charts.locator("[aria-label]").or_(charts.and_(page.locator("[aria-label]"))).first
        expect(said).to_have_attribute("aria-label", re.compile(says))
    must_be_well(page)
