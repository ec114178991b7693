"""Flow and open pipeline by stage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.flow import flow_chart, flow_info
from dashboard.charts.open_stages import open_chart, open_info
from dashboard.charts.theme import LIGHT
from tests.dashboard.charts.answered import EN, flow, open_now


@given(st.integers(0, 500), st.integers(0, 500), st.data())
def test_open_at_the_start_and_what_came_and_left_is_open_at_the_end(
    start: int, entered: int, data: st.DataObject
) -> None:
    advanced = data.draw(st.integers(0, start + entered))
    lost = data.draw(st.integers(0, start + entered - advanced))
    row = flow_info(flow(("Lead", start, entered, advanced, lost)), pipeline="Sales", words=EN).rows[0]
    assert row.start + row.entered - row.left == row.end


def test_it_names_the_queue_that_grew_most() -> None:
    info = flow_info(flow(("Lead", 5, 20, 18, 2), ("Proposal", 3, 30, 10, 5)), pipeline="Sales", words=EN)
    assert info.says == "The queue in Proposal grew most, from 3 to 18: 30 came in, 15 left."


def test_where_no_queue_grew_it_says_so() -> None:
    info = flow_info(flow(("Lead", 5, 20, 23, 2)), pipeline="Sales", words=EN)
    assert info.says.startswith("No stage's queue grew")
    assert flow_info(flow(("Lead", 0, 0, 0, 0)), pipeline="Sales", words=EN).says == "Nothing moved in this period."


def test_what_came_is_drawn_to_the_right_and_what_left_to_the_left() -> None:
    data = flow_chart(
        flow(("Lead", 5, 20, 18, 2)), deals={("Sales", "Lead", "entered"): 19}, pipeline="Sales", words=EN, theme=LIGHT
    ).figure.to_dict()["data"]
    assert data[0]["x"] == [20]
    assert data[0]["hovertext"] == ["<b>Lead</b><br>Entered: 20<br>19 deals"], "one deal came twice"
    assert sum(trace["x"][0] for trace in data[1:]) == -20


def test_open_value_names_the_stage_that_holds_most() -> None:
    info = open_info(open_now(("Sales", "Lead", 3, 100.0), ("Sales", "Proposal", 1, 300.0)), words=EN)
    assert info.says == "4 deals worth ¥ 400 are open. Proposal holds 75 % of the value."
    assert not info.named


def test_with_two_pipelines_each_ones_stages_stand_under_its_name() -> None:
    answer = open_now(("Sales", "Lead", 3, 100.0), ("Renewals", "Offer", 1, 300.0))
    figure = open_chart(answer, words=EN, theme=LIGHT).figure.to_dict()
    names = figure["layout"]["yaxis"]["ticktext"]
    assert names == ["<b>Renewals</b>", "Offer", "<b>Sales</b>", "Lead"]
    assert [names[place] for place in figure["data"][0]["y"]] == ["Offer", "Lead"]
    assert figure["data"][0]["customdata"] == [["Renewals", "Offer"], ["Sales", "Lead"]]


def test_open_deals_worth_nothing_have_no_share() -> None:
    assert "holds" not in open_info(open_now(("Sales", "Lead", 3, 0.0)), words=EN).says


def test_where_no_open_deal_has_an_amount_deals_are_counted_and_no_value_is_invented() -> None:
    answer = open_now(("Sales", "Lead", 1, 0.0))
    chart = open_chart(answer, words=EN, theme=LIGHT)
    assert chart.says == "1 deal is open; it has no amount."
    assert chart.figure.to_dict()["data"][0]["x"] == [1.0]
    assert chart.figure.layout["annotations"][0]["text"] == "<b>1 deal</b>"


def test_a_stage_whose_deals_have_no_amount_is_a_dash_and_not_zero() -> None:
    answer = open_now(("Sales", "Lead", 1, 0.0), ("Sales", "Proposal", 2, 50.0))
    labels = [note["text"] for note in open_chart(answer, words=EN, theme=LIGHT).figure.layout["annotations"]]
    assert labels[0] == "<b>–</b> · 1 deal"
