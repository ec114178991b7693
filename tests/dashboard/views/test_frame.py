"""The frame: any link opens, what it got wrong is said, and whatever fails is a sentence."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import APP, WAREHOUSE_VARIABLE
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import link_in, run_with, said, said_in_html
from tests.loading import load_here


def counting() -> None:
    """A page that says what it was given."""
    import streamlit as st

    from dashboard.views import frame
    from dashboard.views.review import Review

    def page(review: Review) -> None:
        st.text(f"{review.words.language} {review.filter.owner} {review.scope.as_of:%Y-%m-%d}")

    frame.render(page)


def failing() -> None:
    """A page with a fault."""
    from dashboard.views import frame

    def page(_review: object) -> None:
        message = "secret detail"
        raise ZeroDivisionError(message)

    frame.render(page)


def refusing() -> None:
    """A page that tells the reader what to do."""
    from dashboard.errors import DashboardError
    from dashboard.views import frame

    def page(_review: object) -> None:
        raise DashboardError("{n} *deals* are missing.", "Load them.", n=3)

    frame.render(page)


@pytest.mark.usefixtures("told")
def test_a_page_is_given_the_filter_of_its_link() -> None:
    page = run_with(counting, owner="Ana", as_of="2026-03-01", lang="zh")
    assert page.text[0].value == "zh ('Ana',) 2026-03-01"
    assert not page.warning


@pytest.mark.usefixtures("told")
def test_what_a_link_got_wrong_is_said_and_the_page_is_shown_all_the_same() -> None:
    page = run_with(counting, owner=["Ana", "<b>Nobody</b>"], amount_from="much")
    assert page.text[0].value.startswith("en ('Ana',)")
    assert [warning.value for warning in page.warning] == [
        "The link's amount\\_from “much” is not a number; it was left out.",
        "The link names Owner “\\<b\\>Nobody\\</b\\>”, which these deals do not have; it was left out.",
    ]


@pytest.mark.usefixtures("told")
def test_a_filter_that_leaves_no_deal_is_said_once_in_place_of_the_page() -> None:
    page = run_with(counting, amount_from="9000000000")
    assert [info.value for info in page.info] == [
        "No deals match this filter. Widen the period or remove a condition above."
    ]
    assert not page.text


@pytest.mark.usefixtures("told")
def test_every_page_says_its_name_where_the_menu_is_folded_away() -> None:
    assert "Review" in said_in_html(run_with(counting))


@pytest.mark.usefixtures("told")
def test_an_unknown_language_falls_back_to_english() -> None:
    assert run_with(counting, lang="tlh").text[0].value.startswith("en ")


@pytest.mark.usefixtures("told")
def test_a_fault_is_a_sentence_with_a_number_that_the_log_has_too(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        page = run_with(failing)
    shown = said(page)
    assert "secret detail" not in shown
    assert not page.exception
    (fault,) = [record for record in caplog.records if record.name == "dashboard.views.faults"]
    number = fault.getMessage().rsplit(" ", 1)[-1]
    assert f"number {number} " in shown


@pytest.mark.usefixtures("told")
def test_a_refusal_says_what_happened_and_what_to_do() -> None:
    page = run_with(refusing)
    assert [error.value for error in page.error] == ["3 \\*deals\\* are missing. Load them."]


@pytest.mark.usefixtures("warehouse")
def test_an_empty_warehouse_offers_the_sample_and_the_way_to_a_file() -> None:
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not page.exception
    assert "Nothing is loaded yet" in said(page)
    assert [button.key for button in page.button] == ["load-sample"]


def test_a_warehouse_of_customers_alone_says_what_it_waits_for(warehouse: Warehouse, tmp_path: Path) -> None:
    load_here(warehouse, tmp_path, [("customers.csv", b"Customer Name,Industry\nAcme,tech\nBeta,retail\n")])
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not page.exception
    assert "No deals are loaded yet" in said(page)
    assert "What is loaded (" in said(page)


def test_a_warehouse_in_use_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    from dashboard.views import session

    path = tmp_path / "busy.duckdb"
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(path))
    session.opened.cache_clear()
    with path.with_name("busy.duckdb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        page = run_with(counting)
    assert "in use by another process" in page.error[0].value
    assert not page.exception


def test_the_language_switch_writes_the_link(told: Warehouse) -> None:
    assert told.version > 0
    page = run_with(counting, owner="Ana")
    page.segmented_control(key="language").set_value("zh").run()
    assert link_in(page) == {"lang": ["zh"], "owner": ["Ana"]}
    assert page.text[0].value.startswith("zh ")
