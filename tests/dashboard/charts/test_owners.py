"""The quadrant: few deals are hollow and unranked, names never cover each other, nobody is called slow."""

from __future__ import annotations

from dashboard.charts.owners import quadrant_chart, quadrant_points
from dashboard.charts.theme import LIGHT
from dashboard.metrics.team import TeamRow
from tests.dashboard.charts.answered import EN, HOSTILE, answered


def row(value: str, won: int, lost: int, median: float | None = 40.0) -> TeamRow:
    """One owner with so many deals closed."""
    rate = won / (won + lost) if won + lost else None
    return TeamRow(
        value, 5, 500.0, 0, won, lost, rate, 0.1, 0.9, won * 100.0, median, won, 1, 2, None, None, None, None
    )


def test_below_five_closed_deals_there_is_no_point_and_below_twenty_a_hollow_one() -> None:
    answer = answered(
        "team", [row("Ana", 10, 30), row("Bo", 3, 7), row("Cy", 1, 2), row("Di", 0, 30, None)], by="owner"
    )
    points = quadrant_points(answer, axis="cycle", words=EN)
    assert [(point.name, point.ranked) for point in points] == [("Ana", True), ("Bo", False)]
    marker = quadrant_chart(answer, axis="cycle", words=EN, theme=LIGHT).figure.to_dict()["data"][0]["marker"]
    assert marker["color"] == [LIGHT.accent, LIGHT.paper]


def test_the_sentence_tells_the_middle_of_those_who_can_be_compared() -> None:
    answer = answered("team", [row("Ana", 10, 10, 30.0), row("Bo", 5, 15, 50.0), row("Cy", 5, 1, 10.0)], by="owner")
    said = quadrant_chart(answer, axis="cycle", words=EN, theme=LIGHT).says
    assert said == "Of the 2 with 20 closed deals or more, half win 38 % or more, and half take 40 d or less."
    assert (
        "Fewer than two"
        in quadrant_chart(answered("team", [row("Ana", 10, 10)]), axis="amount", words=EN, theme=LIGHT).says
    )


def test_of_points_in_one_place_one_is_named_and_no_name_is_markup() -> None:
    answer = answered("team", [row(HOSTILE, 10, 10), *(row(f"Owner {at}", 10, 10) for at in range(9))], by="owner")
    figure = quadrant_chart(answer, axis="cycle", words=EN, theme=LIGHT).figure.to_dict()
    assert 1 <= len(figure["layout"]["annotations"]) < 10
    assert "<script" not in str(figure["layout"]) + str(figure["data"][0]["hovertext"])
