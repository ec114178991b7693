"""Velocity and its levers over time."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.theme import LIGHT
from dashboard.charts.velocity import LEVERS, change, lever_chart, line_info, velocity_chart
from tests.dashboard.charts.answered import EN, spaced, speed, velocity

YEAR = velocity(speed(2, 120.0, 5.0, 5.0, 5.0, 5.0), speed(1, 100.0), speed(3, None), speed(4, 150.0))


def test_points_are_in_order_of_time_and_unknown_ones_are_gaps() -> None:
    info = line_info(YEAR, "velocity_per_day", words=EN)
    assert info.values == (100.0, 120.0, None, 150.0)
    figure = velocity_chart(YEAR, words=EN, theme=LIGHT).figure.to_dict()
    assert figure["data"][0]["connectgaps"] is False
    assert figure["layout"]["yaxis"]["range"][0] == 0


def test_it_says_where_it_stands_and_how_it_moved() -> None:
    says = line_info(YEAR, "velocity_per_day", words=EN).says
    assert says == "Velocity a day: ¥ 150, +50 % since Jan 2026."


def test_an_undefined_newest_point_is_said_and_never_zero() -> None:
    says = line_info(velocity(speed(1, 100.0), speed(2, None)), "velocity_per_day", words=EN).says
    assert says == "Velocity a day: not defined now, 20 closed deals with a win are needed."


def test_change_needs_two_points_and_no_zero_to_start_from() -> None:
    assert change((100.0, None, 150.0)) == 0.5
    assert change((None, 100.0)) is None
    assert change((0.0, 100.0)) is None
    assert change((100.0, None)) is None
    assert change(()) is None


def test_each_lever_is_written_in_its_own_unit() -> None:
    labels = [spaced(line_info(YEAR, lever, words=EN).labels[-1]) for lever in LEVERS]
    assert labels == ["100", "25 %", "¥ 20K", "50 d"]


def test_a_lever_names_its_newest_value_on_the_chart() -> None:
    notes = lever_chart(YEAR, "win_rate", words=EN, theme=LIGHT).figure.layout["annotations"]
    assert "25 %" in spaced(notes[0]["text"])


def test_a_label_has_room_above_a_line_that_starts_at_all_deals_won() -> None:
    answer = velocity(*(replace(speed(month, 100.0), win_rate=1.0) for month in (1, 2, 3)))
    spec = lever_chart(answer, "win_rate", words=EN, theme=LIGHT).figure.to_dict()["layout"]
    assert spec["yaxis"]["range"][1] > max(spec["yaxis"]["tickvals"])
    assert max(spec["yaxis"]["tickvals"]) <= 1


def test_a_rate_moves_by_points_and_not_by_a_share_of_itself() -> None:
    first, last = speed(1, 100.0), replace(speed(2, 100.0), win_rate=0.5)
    assert line_info(velocity(first, last), "win_rate", words=EN).says == "Win rate: 50 %, +25 pts since Jan 2026."
