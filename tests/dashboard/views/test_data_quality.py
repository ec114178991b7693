"""Doubtful deals on the data page, two numbers that differ on the page of definitions, and the way to their deals."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import run_with, said
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store


def data_page() -> None:
    """The data page as its script runs it."""
    from dashboard.views import data, frame
    from tests.dashboard.views.page_menu import register

    register()
    frame.render_plain(data.page)


def definitions_page() -> None:
    """The page of definitions as its script runs it."""
    from dashboard.views import definitions, frame
    from tests.dashboard.views.page_menu import register

    register()
    frame.render_plain(definitions.page)


def deals_page() -> None:
    """The list of deals as its script runs it."""
    from dashboard.views import deals, frame

    frame.render(deals.page)


@pytest.fixture
def doubtful(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Three wins of ordinary length and one closed before it was created; one open deal past its close date."""
    story = a_pipeline("Sales", stages="Lead, Proposal")
    for number, (created, closed) in enumerate(
        (("2026-01-01", "2026-02-10"), ("2026-01-01", "2026-02-20"), ("2026-01-01", "2026-03-01")), start=1
    ):
        story = story.deal(f"D{number}", name=f"Deal {number}", amount=100, created=created, currency="CNY")
        story = story.enters("Lead", on=created).wins(on=closed)
    story = story.deal("R1", name="*Odd* one", amount=100, created="2026-02-01", currency="CNY")
    story = story.enters("Lead", on="2026-01-10").wins(on="2026-01-20")
    story = story.deal("L1", name="Late", amount=70, created="2026-01-05", expected_close="2026-02-01", currency="CNY")
    story = story.enters("Lead", on="2026-01-05")
    store(warehouse, tmp_path / "tables", story)
    return warehouse


@pytest.mark.usefixtures("doubtful")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Without the open deal past its close date there are 0 open deals, not 1"),
        ("zh", "若不计 1 个预计成交日期已过却仍在进行的商机，进行中的商机是 0 个，而不是 1 个"),
    ],
)
def test_the_data_page_prices_each_finding(language: str, sentence: str) -> None:
    test = run_with(data_page, lang=language)
    assert not test.exception
    assert sentence in said(test).replace("\u2060", "")


@pytest.mark.usefixtures("warehouse")
def test_an_empty_warehouse_has_nothing_to_price_or_to_compare() -> None:
    for page in (data_page, definitions_page):
        test = run_with(page, compare="win_rate:count,value")
        assert not test.exception
        assert "doubtful" not in said(test)


@pytest.mark.usefixtures("told")
def test_deals_without_a_creation_date_are_named_and_open_as_a_list() -> None:
    assert "The 3 deals without a creation date" in said(
        run_with(deals_page, of="data_quality", part="no_creation_date")
    )


@pytest.mark.usefixtures("doubtful")
def test_the_deals_behind_a_finding_open_as_a_list() -> None:
    test = run_with(deals_page, of="data_quality", part="closed_before_created")
    assert not test.exception
    assert "The deal closed before it was created" in said(test)
    assert list(test.dataframe[0].value["deal_id"]) == ["R1"]


@pytest.mark.usefixtures("doubtful")
def test_the_definitions_page_compares_what_the_link_names() -> None:
    test = run_with(definitions_page, compare="win_rate:count,overdue")
    assert not test.exception
    assert "Both say 100" in said(test) or "a difference of" in said(test)


@pytest.mark.usefixtures("told")
def test_a_comparison_of_the_link_that_does_not_exist_is_announced() -> None:
    test = run_with(definitions_page, compare="win_rate:count,luck")
    assert not test.exception
    assert "is not one of the choices" in said(test)


@pytest.mark.usefixtures("told")
def test_the_deals_behind_a_difference_open_as_a_list() -> None:
    test = run_with(
        deals_page, of="reconciliation", mode="funnel:reached,now", part="a.won", **{"in": "Sales", "stage": "Lead"}
    )
    assert not test.exception
    assert "Only “reached the stage or a later one”: 1 deal, won" in said(test)
    assert list(test.dataframe[0].value["deal_id"]) == ["D1"]
