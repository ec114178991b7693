"""Dwell by stage, and the curves behind it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.dwell import dwell_chart, dwell_info, said_median
from dashboard.charts.survival import FAR, survival_chart, survival_info
from dashboard.charts.theme import LIGHT
from tests.dashboard.charts.answered import EN, answered, dwell, spaced, stay


def test_a_row_has_the_median_its_interval_and_the_later_points() -> None:
    row = dwell_info(dwell(stay("Lead", 10.0)), pipeline="Sales", words=EN).rows[0]
    assert row[:9] == ("Lead", 10.0, 8.0, 12.0, 20.0, 30.0, 13.0, None, True)
    assert spaced(row.label) == "10 d"


def test_it_says_which_stage_takes_longest() -> None:
    info = dwell_info(dwell(stay("Lead", 10.0), stay("Proposal", 41.0)), pipeline="Sales", words=EN)
    assert info.says == (
        "Proposal takes longest: half of the deals stay there 41 d or more. One in ten stays 123 d or more."
    )


def test_a_curve_that_does_not_reach_half_is_said_as_longer_than() -> None:
    stuck = stay("Proposal", None)
    info = dwell_info(dwell(stay("Lead", 10.0), stuck), pipeline="Sales", words=EN)
    assert spaced(said_median(stuck, EN)) == "> 120 d"
    assert info.rows[1].median is None
    assert info.rows[1].end == 120.0
    assert info.says == "Proposal takes longest: after 120 d more than half of the deals are still there."


def test_a_stage_below_five_stays_is_not_drawn_and_below_twenty_not_ranked() -> None:
    info = dwell_info(
        dwell(stay("Lead", 99.0, n=4), stay("Proposal", 50.0, n=19), stay("Legal", 5.0)), pipeline="Sales", words=EN
    )
    assert [row.stage for row in info.rows] == ["Proposal", "Legal"]
    assert [row.ranked for row in info.rows] == [False, True]
    assert info.says.startswith("Legal takes longest")


def test_with_too_few_stays_nothing_is_claimed() -> None:
    assert dwell_info(dwell(stay("Lead", 9.0, n=19)), pipeline="Sales", words=EN).says == (
        "No stage has the 20 stays that a comparison needs."
    )
    assert "Too few" in dwell_info(dwell(stay("Lead", 9.0, n=4)), pipeline="Sales", words=EN).says


def test_stages_of_other_pipelines_are_not_drawn() -> None:
    other = replace(stay("Offer", 5.0), pipeline="Renewals")
    info = dwell_info(answered("stage_dwell", (other, stay("Lead", 9.0))), pipeline="Sales", words=EN)
    assert [row.stage for row in info.rows] == ["Lead"]


def test_the_interval_is_drawn_as_a_band_and_the_mean_hollow() -> None:
    figure = dwell_chart(dwell(stay("Lead", 10.0)), pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()
    assert any(
        trace["x"] == [8.0, 12.0, None] and trace["line"]["width"] == 10
        for trace in figure["data"]
        if trace["mode"] == "lines"
    )
    mean = next(trace for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "circle-open")
    assert mean["x"] == [13.0]


def test_the_chosen_curve_lies_on_top_and_starts_with_all_deals() -> None:
    info = survival_info(dwell(stay("Lead", 10.0), stay("Proposal", 20.0)), pipeline="Sales", stage="Lead", words=EN)
    assert [curve.stage for curve in info.curves] == ["Proposal", "Lead"]
    assert info.curves[-1].chosen
    assert (info.curves[-1].days[0], info.curves[-1].shares[0]) == (0.0, 1.0)
    assert info.says == "Half of the deals have left Lead after 10 d."


def test_a_long_curve_is_thinned_but_keeps_its_shape() -> None:
    steps = tuple((at / 100, 1 - at / 6000) for at in range(1, 5000))
    info = survival_info(dwell(replace(stay("Lead", 30.0), curve=steps)), pipeline="Sales", stage="Lead", words=EN)
    curve = info.curves[0]
    assert len(curve.days) < 300
    assert list(curve.shares) == sorted(curve.shares, reverse=True)
    assert curve.days[-1] == steps[-1][0]
    assert len(set(curve.days)) == len(curve.days)


def test_a_curve_ends_where_hardly_any_deal_is_left() -> None:
    info = survival_info(dwell(stay("Lead", 10.0)), pipeline="Sales", stage="Lead", words=EN)
    assert info.curves[0].shares[-1] <= FAR
    assert info.curves[0].shares[-2] > FAR


def test_a_stage_without_a_curve_says_so() -> None:
    chart = survival_chart(dwell(stay("Lead", 10.0)), pipeline="Sales", stage="Legal", words=EN, theme=LIGHT)
    assert chart.says == "Too few stays in Legal for a curve."


def test_in_working_days_every_length_says_so_and_the_axis_has_bare_numbers() -> None:
    answer = replace(dwell(stay("Lead", 1.0), stay("Proposal", 41.0)), mode="working_days")
    info = dwell_info(answer, pipeline="Sales", words=EN)
    assert [spaced(row.label) for row in info.rows] == ["1 working day", "41 working days"]
    assert "41 working days or more" in spaced(info.says)
    figure = dwell_chart(answer, pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()
    assert not any(" d" in spaced(tick) for tick in figure["layout"]["xaxis"]["ticktext"])
    assert any("in working days" in note["text"] for note in figure["layout"]["annotations"])
