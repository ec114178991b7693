"""The list of deals: as many as the mark counts, sortable, and harmless as CSV."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.metrics.rows import Deal
from dashboard.views.bottlenecks_playbook import ANY, NEGOTIATION, PLAYS, PROPOSAL, QUALIFICATION, play_for
from dashboard.views.deals_stuck import says as stuck_says
from dashboard.views.deals_table import LABELS, column_config, records, shown_columns, table_of
from tests.dashboard.charts.answered import EN, answered, spaced
from tests.dashboard.views.conftest import link_in, run_with, said

DEAL = Deal(
    "D1", "=cmd()", "Acme", "Ana", "", "Sales", "Lead", "open", 10.0, 10.0, "CNY", date(2026, 1, 2), None, None, 4.0,
    None, "", "SMB", "", "", "", "deals.csv", 7,
)  # fmt: skip


def deals_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import deals, frame

    frame.render(deals.page)


@pytest.mark.usefixtures("told")
def test_all_deals_of_the_filter_are_listed() -> None:
    page = run_with(deals_page)
    assert not page.exception
    assert "3 deals match the filter" in said(page)
    assert list(page.dataframe[0].value["name"]) == ["Acme", "*华夏* :red[x]", "Globex"]


@pytest.mark.usefixtures("told")
def test_the_filter_narrows_the_list() -> None:
    assert "1 deal matches the filter" in said(run_with(deals_page, team="West"))


@pytest.mark.usefixtures("told")
def test_a_link_with_a_selection_lists_the_deals_behind_it() -> None:
    page = run_with(deals_page, of="stage_funnel", part="reached", stage="Proposal", **{"in": "Sales"})
    assert "1 deal reached Proposal or a later stage" in said(page)
    assert list(page.dataframe[0].value["name"]) == ["Acme"]


@pytest.mark.usefixtures("told")
def test_showing_all_takes_the_selection_out_of_the_link_and_keeps_the_filter() -> None:
    page = run_with(deals_page, of="win_loss", part="lost", team="East")
    assert "1 deal lost" in said(page)
    page.button(key="all-deals").click().run()
    assert link_in(page) == {"team": ["East"]}
    assert "2 deals match the filter" in said(page)


@pytest.mark.usefixtures("told")
def test_the_segment_of_a_mark_becomes_a_filter_in_one_click() -> None:
    page = run_with(deals_page, of="win_loss", where="team", value="East")
    assert "2 deals won or lost · Team: East" in said(page)
    page.button(key="narrow-deals").click().run()
    assert not page.exception
    assert link_in(page)["team"] == ["East"]
    assert "2 deals won or lost · Team: East" in said(page)
    assert "narrow-deals" not in [button.key for button in page.button], "it is the filter already"


@pytest.mark.usefixtures("told")
def test_a_link_to_a_stage_that_is_gone_says_so_and_does_not_break() -> None:
    page = run_with(deals_page, of="stage_funnel", part="reached", stage="Nowhere", **{"in": "Sales"})
    assert not page.exception
    assert not page.dataframe


def test_columns_without_anything_to_say_are_left_out() -> None:
    shown = shown_columns((DEAL,))
    assert "team" not in shown
    assert "closed" not in shown
    assert shown[0] == "name"
    assert "source" in shown_columns((DEAL, replace(DEAL, source="Web")))


def test_every_column_has_a_heading_and_the_amount_its_currency() -> None:
    config = column_config(EN, "CNY")
    assert set(LABELS) <= set(config)
    assert config["amount"]["label"] == "Amount (CNY)"
    assert column_config(EN, "")["amount"]["label"] == "Amount"


def test_the_table_shows_names_as_they_are() -> None:
    assert table_of((DEAL,), EN)["name"] == ["=cmd()"]
    assert table_of((DEAL,), EN)["status"] == ["open"]


def test_the_file_has_a_column_for_every_heading() -> None:
    (record,) = records((DEAL,), EN)
    assert record["Deal"] == "=cmd()"
    assert record["Row"] == 7
    assert len(record) == len(LABELS)


@pytest.mark.parametrize(
    ("stage", "play"),
    [
        ("Proposal / quote", PROPOSAL),
        ("方案/报价", PROPOSAL),
        ("Contract review", NEGOTIATION),
        ("谈判/签约", NEGOTIATION),
        ("Qualified lead", QUALIFICATION),
        ("资格评估", QUALIFICATION),
        ("Waiting", ANY),
    ],
)
def test_the_playbook_follows_what_the_stage_is(stage: str, play: object) -> None:
    assert play_for(stage) is play


def test_every_play_has_causes_and_measures() -> None:
    assert all(play.check and play.measures for play in (*PLAYS, ANY))


def test_stuck_deals_are_counted_valued_and_said_without_blame() -> None:
    from dashboard.metrics.rows import StuckDeal

    deal = StuckDeal("D", "Deal", "Ana", "Sales", "Lead", 40.0, 20.0, 30, 5e3, "Acme", None, "", 0)
    one = spaced(stuck_says(answered("stuck_deals", [deal]), EN))
    assert one == "1 deal worth ¥ 5K has been in its stage longer than three quarters of the won deals were."
    two = stuck_says(answered("stuck_deals", [deal, replace(deal, value=None), replace(deal, owner="Bo")]), EN)
    assert two.endswith("2 of them wait with Ana.")
