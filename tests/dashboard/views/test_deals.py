"""The list of deals: as many as the mark counts, sortable, and harmless as CSV."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.metrics.rows import Deal
from dashboard.views.bottlenecks_playbook import ANY, NEGOTIATION, PLAYS, PROPOSAL, QUALIFICATION, play_for
from dashboard.views.deals_columns import LABELS
from dashboard.views.deals_stuck import says as stuck_says
from dashboard.views.deals_table import column_config, records, shown_columns, table_of
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.charts.answered import EN, answered, spaced
from tests.dashboard.views.conftest import copy_of, link_in, opened_by_pages, run_with, said
from tests.pipeline_around import ToldActivity, store_around
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import warehouse_of

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


def test_the_amount_of_the_file_stands_beside_the_amount_only_where_it_is_another() -> None:
    own = replace(DEAL, amount=100.0, amount_native=100.0)
    assert "amount_native" not in shown_columns((own,))
    assert "amount_native" in shown_columns((own, replace(own, amount=700.0)))


def test_amounts_and_ages_are_as_whole_as_they_are_shown() -> None:
    table = table_of((replace(DEAL, amount=100.6, age_in_stage_days=None), replace(DEAL, age_in_stage_days=2.4)), EN)
    assert table["amount"][0] == 101
    assert table["age_in_stage_days"] == [None, 2]


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
    assert len(record) == len(LABELS) - 1, "flags are told where the list has them"


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


@pytest.fixture(scope="module")
def flagged_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed warehouse: an overdue deal, one without an amount, one won; a name and a subject full of markup."""
    folder = tmp_path_factory.mktemp("flagged")
    story = (
        a_pipeline("Sales", stages="Lead, Proposal")
        .deal("D1", name="<b>Late</b> [x](http://evil)", account="Acme", owner="Ana", amount=100, next_step="Call",
              expected_close="2026-03-01", created="2026-01-02")
        .enters("Lead", on="2026-01-02").moves_to("Proposal", on="2026-01-09")
        .deal("D2", name="Blank", account="Globex", owner="Bo", expected_close="2026-12-01", created="2026-05-20")
        .enters("Lead", on="2026-05-20")
        .deal("D3", name="Won", account="100% Cotton", owner="王伟", amount=70).enters("Lead", on="2026-03-05")
        .wins(on="2026-06-01")
    )  # fmt: skip
    touched = (
        ToldActivity("D1", datetime(2026, 5, 30, 9), type="call", subject="<i>Hi</i> :smile:", sheet="Calls"),
        ToldActivity("D2", datetime(2026, 5, 31, 9), type="email"),
    )
    with warehouse_of(folder, story, as_of=datetime(2026, 6, 1)) as warehouse:
        store_around(warehouse, folder / "around", activities=touched)
        return warehouse.path


@pytest.fixture
def flagged(flagged_once: Path, tmp_path: Path) -> Iterator[Warehouse]:
    """Those deals, in a warehouse of this test, the one that pages open."""
    with opened_by_pages(copy_of(flagged_once, tmp_path)) as opened:
        yield opened


@pytest.mark.usefixtures("flagged")
def test_flags_are_a_column_and_a_filter_that_lives_in_the_link() -> None:
    page = run_with(deals_page)
    assert not page.exception
    table = page.dataframe[0].value
    assert dict(zip(table["deal_id"], table["flags"], strict=True)) == {
        "D1": "overdue",
        "D2": "no amount · no next step",
        "D3": "",
    }
    pills: Any = next(found for found in page.get("button_group") if found.key == "flag-deals")
    pills.set_value(["overdue"]).run()
    assert link_in(page) == {"flag": ["overdue"]}
    assert "1 deal matches the filter · overdue" in said(page)
    assert list(page.dataframe[0].value["deal_id"]) == ["D1"]
    page.button(key="clear-wish").click().run()
    assert link_in(page) == {}
    assert "3 deals match the filter" in said(page)


@pytest.mark.usefixtures("flagged")
@pytest.mark.parametrize(
    ("find", "found"),
    [("globex", ["D2"]), ("ANA", ["D1"]), ("王", ["D3"]), ("d3", ["D3"]), ("100%", ["D3"]), ("_", []), ("<b>", ["D1"])],
)
def test_letters_are_looked_for_in_name_customer_owner_and_id(find: str, found: list[str]) -> None:
    page = run_with(deals_page, find=find)
    assert not page.exception
    assert [deal_id for table in page.dataframe for deal_id in table.value["deal_id"]] == found
    assert f"{len(found)} deal" in said(page)


@pytest.mark.usefixtures("flagged")
def test_search_flags_and_a_selection_narrow_the_same_list() -> None:
    page = run_with(deals_page, of="open_pipeline", stage="Lead", find="b", flag=["no_amount", "no_next_step"])
    assert "1 deal open in Lead now · no amount · no next step · “b”" in said(page)
    assert list(page.dataframe[0].value["deal_id"]) == ["D2"]
    assert "0 deals" in said(run_with(deals_page, find="Late", flag="no_amount"))


@pytest.mark.usefixtures("flagged")
@pytest.mark.parametrize(
    ("sort", "order"),
    [("", "D1 D3 D2"), ("flags", "D2 D1 D3"), ("age", "D1 D2 D3"), ("close", "D1 D2 D3"), ("closed", "D3 D1 D2"),
     ("name", "D1 D2 D3"), ("account", "D3 D1 D2"), ("owner", "D1 D2 D3"), ("created", "D2 D1 D3"),
     ("quiet", "D1 D2 D3")],
)  # fmt: skip
def test_the_order_is_a_choice_of_the_link(sort: str, order: str) -> None:
    page = run_with(deals_page, **({"sort": sort} if sort else {}))
    assert " ".join(page.dataframe[0].value["deal_id"]) == order


@pytest.mark.usefixtures("flagged")
def test_a_link_with_an_unknown_flag_or_order_says_so() -> None:
    page = run_with(deals_page, flag=["lazy", "overdue"], sort="luck")
    assert len(page.warning) == 2
    assert list(page.dataframe[0].value["deal_id"]) == ["D1"]


@pytest.mark.usefixtures("flagged")
def test_columns_are_chosen_and_the_choice_is_in_the_link() -> None:
    page = run_with(deals_page, columns=["owner", "name", "nonsense"])
    chosen = page.multiselect(key="columns-deals")
    assert chosen.value == ["name", "owner"]
    chosen.set_value(["name", "file_row"]).run()
    assert link_in(page)["columns"] == ["name", "file_row"]


@pytest.mark.usefixtures("flagged")
def test_the_rules_are_printed_with_their_thresholds_and_what_could_not_be_looked_at() -> None:
    def rules() -> None:
        import streamlit as st

        from dashboard.views import deals_wish, frame

        st.session_state["flag-rules"] = True
        frame.render(deals_wish.rules)

    shown = said(run_with(rules))
    assert "No activity for 14 days or more" in shown
    assert "2 open deals not looked at for “pushed”: no history of close dates is loaded" in shown


@pytest.mark.usefixtures("flagged")
def test_a_deal_of_the_link_tells_its_flags_its_timeline_and_where_each_line_was_read() -> None:
    page = run_with(deals_page, deal="D1")
    assert not page.exception
    assert "Expected close before the day of the report" in said(page)
    assert "The deal was read from story.csv, row 2." in said(page)
    assert "<b>" not in said(page).replace("\\<b\\>", "")
    timeline = page.dataframe[1].value
    assert list(timeline["What"]) == ["Stage", "Stage", "Activity"]
    assert spaced(timeline["Days there"][0]) == "7 d"
    assert timeline["Until"][0].startswith("9 Jan 2026")
    assert timeline["After"][2] == "Call · <i>Hi</i> :smile:"
    assert timeline["Read from"][2] == "around.csv, sheet Calls, row 2"
    assert timeline["Read from"][0] == "story.csv (evidence A)"


@pytest.mark.usefixtures("flagged")
def test_a_deal_that_the_list_does_not_hold_is_not_told() -> None:
    assert len(run_with(deals_page, deal="D1", owner="Bo").dataframe) == 1


def test_the_file_has_the_flags_where_the_list_has_them() -> None:
    (record,) = records((DEAL,), EN, {"D1": "idle"})
    assert record["Flags"] == "idle"
    assert len(record) == len(LABELS)
