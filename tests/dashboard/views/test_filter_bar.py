"""The filter bar: the link is its only state; every part is seen and can be taken away."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.filters import DealFilter, read_link, to_link
from dashboard.language import Words
from dashboard.periods import Period
from dashboard.views.filter_bar import chips
from dashboard.views.filter_controls import CUSTOM, preset_of, presets
from tests.dashboard.views.conftest import link_in, run_with, said

EN = Words("en")


def bare() -> None:
    """A page with nothing but its filter bar."""
    from dashboard.views import frame

    frame.render(lambda _review: None)


def with_open_controls() -> None:
    """The controls as they are while the popover is open."""
    import streamlit as st

    from dashboard.views import frame

    st.session_state["filters"] = True
    frame.render(lambda _review: None)


def link_of(page: AppTest) -> DealFilter:
    """The filter in the page's URL."""
    return read_link(link_in(page)).chosen


@pytest.mark.usefixtures("told")
def test_the_line_says_the_filter_and_counts_the_deals() -> None:
    assert "**3 deals**" in said(run_with(bare))
    page = run_with(bare, team="East")
    assert "**2 deals**" in said(page)
    assert [button.label for button in page.button] == ["Team: East ✕", "A week earlier", "Reset"]


@pytest.mark.usefixtures("told")
def test_a_chip_takes_only_its_own_part_away() -> None:
    page = run_with(bare, team="East", owner="Ana", lang="en", stage="Lead")
    page.button(key="chip-team").click().run()
    assert link_of(page) == DealFilter(owner=("Ana",))
    assert link_in(page)["stage"] == ["Lead"], "the page's own parameter stays"
    assert "**1 deal**" in said(page)


@pytest.mark.usefixtures("told")
def test_reset_keeps_the_language() -> None:
    page = run_with(bare, team="East", owner="Ana", as_of="2026-02-01", lang="zh")
    page.button(key="filter-reset").click().run()
    assert link_in(page) == {"lang": ["zh"]}
    assert "**3 个商机**" in said(page)


@pytest.mark.usefixtures("told")
def test_a_week_back_and_on_moves_the_as_of_alone_and_ends_at_the_newest_day() -> None:
    page = run_with(bare, team="East")
    page.button(key="week-earlier").click().run()
    assert link_of(page).team == ("East",)
    assert link_of(page).as_of is not None
    page.button(key="week-later").click().run()
    assert link_of(page) == DealFilter(team=("East",))
    assert "week-later" not in {button.key for button in page.button}


@pytest.mark.usefixtures("told")
def test_a_value_is_never_markdown() -> None:
    page = run_with(bare, owner="王伟")
    assert "**1 deal**" in said(page)
    assert not page.exception


@pytest.mark.usefixtures("told")
def test_controls_show_what_the_link_says_and_write_it_back() -> None:
    page = run_with(with_open_controls, team="East", amount_from="-5", **{"from": "1950-01-01"})
    assert not page.exception
    assert page.multiselect(key="filter-team").value == ["East"]
    assert page.number_input(key="filter-amount_from").value == -5
    page.multiselect(key="filter-team").set_value(["East", "West"]).run()
    assert link_of(page).team == ("East", "West")
    assert link_of(page).amount_from == -5, "the other parts stay"
    assert link_of(page).period == Period(date(1950, 1, 1))


@pytest.mark.usefixtures("told")
def test_dates_in_the_wrong_order_are_refused_in_words_and_change_nothing() -> None:
    page = run_with(with_open_controls, **{"from": "2026-02-01"})
    page.date_input(key="filter-last").set_value(date(2026, 1, 1)).run()
    assert link_of(page).period == Period(date(2026, 2, 1))
    page.run()
    assert any("lies before the first" in warning.value for warning in page.warning)
    page.date_input(key="filter-last").set_value(date(2026, 3, 1)).run()
    assert link_of(page).period == Period(date(2026, 2, 1), date(2026, 3, 2))
    assert not page.warning


@pytest.mark.usefixtures("told")
def test_a_dimension_with_one_value_is_no_control() -> None:
    page = run_with(with_open_controls)
    assert {control.key for control in page.multiselect} == {"filter-owner", "filter-team", "filter-size_band"}


@pytest.mark.parametrize(
    ("name", "first", "before"),
    [
        ("this_quarter", date(2026, 10, 1), date(2027, 1, 1)),
        ("last_quarter", date(2026, 7, 1), date(2026, 10, 1)),
        ("this_year", date(2026, 1, 1), date(2027, 1, 1)),
        ("last_12_months", date(2025, 12, 1), date(2026, 12, 1)),
        ("all", None, None),
    ],
)
def test_presets_seen_from_a_day(name: str, first: date | None, before: date | None) -> None:
    assert presets(date(2026, 11, 21))[name] == Period(first, before)


@given(st.dates(date(1980, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_every_preset_is_recognised_as_itself(as_of: date, fiscal_month: int) -> None:
    offered = presets(as_of, fiscal_month)
    for period in offered.values():  # in its last month the fiscal year is the last 12 months
        assert offered[preset_of(period, as_of, fiscal_month)] == period
    assert preset_of(Period(as_of), as_of, fiscal_month) == CUSTOM
    assert next(iter(offered)) == preset_of(offered["this_quarter"], as_of, fiscal_month)


def test_presets_follow_the_fiscal_year() -> None:
    offered = presets(date(2026, 11, 21), 2)
    assert offered["this_quarter"] == Period(date(2026, 11, 1), date(2027, 2, 1))
    assert offered["last_quarter"] == Period(date(2026, 8, 1), date(2026, 11, 1))
    assert offered["this_year"] == Period(date(2026, 2, 1), date(2027, 2, 1))


def test_every_part_has_a_chip_and_the_default_none() -> None:
    assert chips(DealFilter(), EN) == {}
    link = {
        "from": ["2026-01-01"],
        "as_of": ["2026-02-01"],
        "owner": ["Ana", "-"],
        "amount_from": ["10"],
        "active": ["7"],
    }
    assert chips(read_link(link).chosen, EN) == {
        "period": "Since 1 Jan 2026",
        "as_of": "as of 1 Feb 2026",
        "owner": "Owner: Ana, (none)",
        "amount_from": "Amount from 10",
        "active_within_days": "Active in the last 7 days",
    }
    assert to_link(DealFilter()) == {}
