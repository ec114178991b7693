"""A panel: an answer, or one of the designed states; always with what it rests on."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from dashboard.language import Words
from dashboard.metrics.answers import Answer, Evidence
from dashboard.periods import Period
from dashboard.views.panel import DATA, HOW, footer, table_of
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import WEEKEND, decide
from tests.dashboard.views.conftest import run_with, said

EN, ZH = Words("en"), Words("zh")


def one_panel() -> None:
    """One panel in the state that the session asks for."""
    import streamlit as st

    from dashboard.charts.figure import Chart, Figure
    from dashboard.metrics.answers import Answer, Unavailable
    from dashboard.metrics.rows import OpenStage
    from dashboard.views import frame
    from dashboard.views.faults import attempt
    from dashboard.views.panel import panel
    from dashboard.views.review import Review

    def page(review: Review) -> None:
        state = st.query_params.get("state")
        n = {"none": 0, "few": 3}.get(state or "", 40)
        unavailable = Unavailable("No *history* here.", ("a history",)) if state == "unavailable" else None
        rows = (OpenStage("Sales", "Lead", 1, n, 5.0, 0),)
        answer = Answer("open_pipeline", review.scope.as_of, review.filter.period, n, rows, unavailable=unavailable)

        def chart() -> Chart:
            st.text("drawn")
            return Chart(Figure([], {}), "Forty deals are *open*.")

        if st.query_params.get("fault"):
            attempt(lambda: 1 / 0, lambda _: 0.0)
        part = 7 if state == "part" else None
        panel(review, answer, chart, key="one", title="Open now", legend="Bold: *many*.", n=part, fewest=5)

    frame.render(page)


@pytest.mark.usefixtures("told")
def test_what_cannot_be_shown_counts_nothing_and_rests_on_nothing() -> None:
    page = run_with(one_panel, state="unavailable")
    assert "as of 5 Mar 2026" in said(page)
    assert "n = " not in said(page)
    assert "evidence:" not in said(page)


@pytest.mark.usefixtures("told")
def test_an_answer_shows_its_takeaway_as_text() -> None:
    page = run_with(one_panel)
    assert "Forty deals are \\*open\\*." in said(page)
    assert "n = 40 · as of 5 Mar 2026" in said(page)


def test_a_chart_is_drawn_once_for_a_link_and_anew_once_the_data_changed(told: Warehouse) -> None:
    assert run_with(one_panel, owner="Ana").text, "drawn"
    again = run_with(one_panel, owner="Ana")
    assert not again.text, "kept"
    assert "Forty deals are \\*open\\*." in said(again)
    assert run_with(one_panel, owner="Bo").text, "another filter"
    assert run_with(one_panel, owner="Ana", lang="zh").text, "another language"
    assert run_with(one_panel, owner="Ana", state="part").text, "another state of the page"
    decide(told, {WEEKEND: "fri, sat"})
    assert run_with(one_panel, owner="Ana").text, "the data changed"


@pytest.mark.usefixtures("told")
def test_a_chart_drawn_after_a_fault_is_not_kept() -> None:
    page = run_with(one_panel, fault="yes")
    assert page.text, "drawn all the same"
    assert page.run().text, "anew, as a question that it rests on may have failed"
    del page.query_params["fault"]
    assert page.run().text, "the first without a fault"
    assert not page.run().text, "kept"


@pytest.mark.usefixtures("told")
def test_what_is_opened_below_a_panel_is_answered_and_nothing_before() -> None:
    page = run_with(one_panel, lang="en")
    assert "Open pipeline" not in said(page)
    (ways,) = [group for group in page.get("button_group") if group.key == "foot-one"]
    assert [option.content for option in ways.proto.options] == ["How this is counted", "SQL and data"]
    page.session_state["foot-one"] = [HOW, DATA]
    page.run()
    assert not page.exception
    assert "Open pipeline" in said(page)
    assert page.dataframe[0].value["deals"].tolist() == [40]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("none", "No deals match this filter"),
        ("few", "3 deals are too few to draw a conclusion: 5 are needed"),
    ],
)
def test_without_enough_deals_nothing_is_drawn_and_a_sentence_says_why(state: str, sentence: str) -> None:
    page = run_with(one_panel, state=state)
    assert sentence in said(page)
    assert not page.text, "the chart was never asked for"
    assert not page.exception


@pytest.mark.usefixtures("told")
def test_few_deals_are_still_shown_as_numbers() -> None:
    page = run_with(one_panel, state="few")
    assert page.dataframe[0].value["deals"].tolist() == [3]


@pytest.mark.usefixtures("told")
def test_a_panel_that_draws_a_part_says_how_many_that_is_and_how_to_read_it() -> None:
    page = run_with(one_panel, state="part")
    assert "n = 7 · as of 5 Mar 2026" in said(page)
    assert "Bold: \\*many\\*." in said(page)


def test_the_footer_says_what_was_left_out_and_the_evidence() -> None:
    answer: Answer[object] = Answer(
        "win_rate",
        datetime(2026, 11, 21),
        Period(),
        412,
        (),
        excluded={"void deals (disqualified, duplicate, cancelled)": 3, "deals without a stage history": 0},
        evidence=Evidence(A=300, D=112),
    )
    assert footer(answer, EN).replace("\u00a0", " ") == (
        "n = 412 · as of 21 Nov 2026 · left out: 3 (void deals (disqualified, duplicate, cancelled)) · "
        "evidence: A 73 %, D 27 %"
    )
    assert "截至 2026年11月21日" in footer(answer, ZH)


def test_a_table_leaves_out_what_is_no_cell() -> None:
    assert table_of((SimpleNamespace(a=1),)) == []
