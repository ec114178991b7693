"""The settings page: each setting with its default; saved together, refused with nothing lost, taken back."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts.theme import DARK, LIGHT
from dashboard.metrics.settings import SETTINGS
from dashboard.views.settings import PARTS
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import COLOUR_UP, COUNTRY, DAYS_OFF, FISCAL_MONTH, decided
from tests.dashboard.views.conftest import link_in, run_with, said


def settings_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame, settings
    from tests.dashboard.views.page_menu import register

    register()
    frame.render_plain(settings.page)


def colours_seen() -> None:
    """A page that says in which colours it would draw."""
    import streamlit as st

    from dashboard.views import frame
    from dashboard.views.review import Visit

    def shown(visit: Visit) -> None:
        st.markdown(f"won {visit.theme.won}")

    frame.render_plain(shown)


@pytest.mark.parametrize("part", list(PARTS))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_part_is_shown_where_nothing_is_loaded(warehouse: Warehouse, part: str, language: str) -> None:
    page = run_with(settings_page, part=part, lang=language)
    assert not page.exception
    assert not page.error
    assert decided(warehouse) == {}


def test_a_calendar_is_saved_as_a_whole_and_said(told: Warehouse) -> None:
    page = run_with(settings_page, part="calendar")
    page.selectbox(key="setting-calendar.country").set_value("CN")
    page.text_input(key="setting-calendar.days_off").set_value("2026-07-02, 2026-07-01")
    page.selectbox(key="setting-calendar.fiscal_month").set_value("4")
    page.button[0].click().run()
    assert not page.exception
    assert page.success[0].value == "Saved."
    assert decided(told) == {COUNTRY.name: "CN", DAYS_OFF.name: "2026-07-01, 2026-07-02", FISCAL_MONTH.name: "4"}
    assert page.text_input(key="setting-calendar.days_off").value == "2026-07-01, 2026-07-02"
    assert "2026 has " in said(page)
    assert "Weekend days worked: 4 Jan 2026" in said(page)
    assert "Days made up for holidays are announced up to" in said(page)
    page.button(key="settings-reset-calendar").click().run()
    assert decided(told) == {}
    assert page.selectbox(key="setting-calendar.country").value == ""
    assert page.text_input(key="setting-calendar.days_off").value == ""


def test_a_bad_value_is_told_and_nothing_typed_is_lost_or_saved(told: Warehouse) -> None:
    version = told.version
    page = run_with(settings_page, part="calendar")
    page.selectbox(key="setting-calendar.country").set_value("CN")
    page.text_input(key="setting-calendar.days_off").set_value("1 July")
    page.button[0].click().run()
    assert "is not a date like 2026-10-10" in page.error[0].value
    assert "separated by commas" in page.error[0].value
    assert page.text_input(key="setting-calendar.days_off").value == "1 July"
    assert page.selectbox(key="setting-calendar.country").value == "CN"
    assert decided(told) == {}
    assert told.version == version


def test_thresholds_are_shown_as_people_write_them(told: Warehouse) -> None:
    page = run_with(settings_page, part="flags")
    stuck = page.text_input(key="setting-flag.stuck")
    assert stuck.value == "75 %"
    assert "Default: 75 %." in said(page)
    stuck.set_value("90%")
    page.text_input(key="setting-flag.idle").set_value("30")
    page.button[0].click().run()
    assert decided(told) == {"flag.stuck": "0.9", "flag.idle": "30"}
    assert page.text_input(key="setting-flag.stuck").value == "90 %"


def test_red_for_up_changes_the_colours_of_every_page_and_nothing_else(warehouse: Warehouse) -> None:
    assert LIGHT.won in said(run_with(colours_seen, lang="zh"))
    page = run_with(settings_page, part="colours")
    page.selectbox(key="setting-colour.up").set_value("red")
    page.button[0].click().run()
    assert decided(warehouse) == {COLOUR_UP.name: "red"}
    assert LIGHT.lost in said(run_with(colours_seen))
    for theme in (LIGHT, DARK):
        assert replace(theme.red_up, won=theme.won, lost=theme.lost) == theme
        assert (theme.red_up.won, theme.red_up.lost) == (theme.lost, theme.won)


def test_a_part_that_does_not_exist_is_announced(warehouse: Warehouse) -> None:
    page = run_with(settings_page, part="secrets")
    assert "secrets" in page.warning[0].value
    assert "part" not in link_in(page) or link_in(page)["part"] == ["secrets"]
    assert decided(warehouse) == {}


def test_every_setting_says_what_it_changes_and_has_a_default_it_can_read() -> None:
    assert len({one.name for one in SETTINGS}) == len(SETTINGS)
    for one in SETTINGS:
        assert one.changes
        assert one.read(one.default) == one.default
