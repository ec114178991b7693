"""Columns of the files on the screen: a control, a chip, a part of the link, a breakdown, a fact of the deal."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.filters import DealFilter, read_link
from dashboard.language import Words
from dashboard.views.filter_bar import chips
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import link_in, run_with, said
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store

HOSTILE = "**Kind** [x](http://evil) <b>"


@pytest.fixture
def extended(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Twelve deals with seven columns of their own, one of them hostile, and a note on each."""
    story = a_pipeline("Sales", stages="Lead, Proposal")
    for number in range(12):
        columns = {f"Column {at}": "ab"[(number + at) % 2] for at in range(5)}
        columns |= {HOSTILE: "<i>yes</i>" if number % 3 else "", "客户等级": "甲乙"[number % 2], "Note": f"n{number}"}
        extra = json.dumps(columns, ensure_ascii=False)
        story = story.deal(f"D{number}", amount=100 - number, owner="Ana", extra=extra).enters("Lead", on="2026-01-02")
        story = story.moves_to("Proposal", on=f"2026-01-{10 + number}")
        story = story.wins(on="2026-02-01") if number % 2 else story.loses(on="2026-02-01")
    store(warehouse, tmp_path / "tables", story)
    return warehouse


def with_open_controls() -> None:
    """The controls as they are while the popover is open."""
    import streamlit as st

    from dashboard.views import frame

    st.session_state["filters"] = True
    frame.render(lambda _review: None)


def deals_page() -> None:
    """The list of deals."""
    from dashboard.views import deals, frame

    frame.render(deals.page)


def win_loss_page() -> None:
    """The win/loss page."""
    from dashboard.views import frame, win_loss

    frame.render(win_loss.page)


def bottlenecks_page() -> None:
    """The bottlenecks page."""
    from dashboard.views import bottlenecks, frame

    frame.render(bottlenecks.page)


@pytest.mark.usefixtures("extended")
def test_a_column_is_picked_narrowed_and_taken_away_again() -> None:
    page = run_with(with_open_controls)
    picker = page.multiselect(key="filter-columns")
    assert {"客户等级", "Column 4", HOSTILE} <= {*picker.options}
    assert not [option for option in picker.options if "Note" in option]
    picker.set_value(["x.客户等级"]).run()
    page.multiselect(key="filter-x.客户等级").set_value(["甲"]).run()
    assert link_in(page) == {"x.客户等级": ["甲"]}
    assert "**6 deals**" in said(page)
    assert page.button(key="chip-x.客户等级").label == "客户等级: 甲 ✕"
    page.multiselect(key="filter-columns").set_value([]).run()
    assert link_in(page) == {}
    assert "**12 deals**" in said(page)


@pytest.mark.usefixtures("extended")
def test_a_chip_takes_only_its_own_column_away() -> None:
    page = run_with(with_open_controls, **{"x.客户等级": "甲", "x.Column 1": "b", "owner": "Ana"})
    page.button(key="chip-x.Column 1").click().run()
    assert link_in(page) == {"x.客户等级": ["甲"], "owner": ["Ana"]}


@pytest.mark.usefixtures("extended")
def test_a_link_of_other_files_says_what_these_do_not_have() -> None:
    page = run_with(with_open_controls, **{"x.Gone": "a", "x.客户等级": ["甲", "丙"]})
    assert [warning.value for warning in page.warning] == [
        "The link names the column “Gone”, which the loaded files do not offer; it was left out.",
        "The link names 客户等级 “丙”, which these deals do not have; it was left out.",
    ]
    assert "**6 deals**" in said(page)


@pytest.mark.usefixtures("extended")
@pytest.mark.parametrize("page", [win_loss_page, bottlenecks_page])
@pytest.mark.parametrize("by", ["x.客户等级", f"x.{HOSTILE}"])
def test_pages_compare_by_a_column_and_never_run_its_name(page: object, by: str) -> None:
    shown = run_with(page, by=by)  # type: ignore[arg-type]
    assert not shown.exception
    assert not [warning.value for warning in shown.warning]
    titles = [title.value for title in shown.subheader]
    assert not [title for title in titles if "**Kind**" in title or "[x](" in title]
    assert [title for title in titles if "客户等级" in title or "Kind" in title]


@pytest.mark.usefixtures("extended")
def test_a_list_shows_the_columns_that_the_link_asks_for() -> None:
    page = run_with(deals_page, show=["Note", "Gone", HOSTILE])
    assert not page.exception
    table = page.dataframe[0].value
    assert list(table["x.Note"]) == [f"n{number}" for number in range(12)]
    assert "x.Gone" not in table
    page.multiselect(key="show-deals").set_value(["客户等级"]).run()
    assert link_in(page) == {"show": ["客户等级"]}


@pytest.mark.usefixtures("extended")
def test_a_deal_tells_every_column() -> None:
    def detail() -> None:
        from dashboard.metrics import deals_behind
        from dashboard.views import deals_detail, frame

        frame.render(lambda review: deals_detail.show(review, deals_behind.ask(review.scope).rows[1]))

    shown = said(run_with(detail))
    assert "**n1**" in shown
    assert "**乙**" in shown
    assert "<b>" not in shown.replace("\\<b\\>", "")


def test_columns_of_the_files_have_chips_of_their_own() -> None:
    chosen = DealFilter(owner=("Ana",)).choosing("x.A: b", ("1", "-")).choosing("x.C", ("2",))
    assert chips(chosen, Words("en")) == {"owner": "Owner: Ana", "x.A: b": "A: b: 1, (none)", "x.C": "C: 2"}
    assert read_link({"x.": ["1"], "x.C": ["", " "]}).chosen == DealFilter()
