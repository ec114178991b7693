"""Ways and moves back: a bar a way, its deals behind it, long ways cut to a phone's width."""

from __future__ import annotations

from dashboard.charts.labels import width
from dashboard.charts.theme import LIGHT
from dashboard.charts.ways import COLUMNS, moves_chart, ways_chart
from dashboard.metrics.paths import MoveBack, Variant
from tests.dashboard.charts.answered import EN, HOSTILE, answered


def way(path: str, deals: int, won: int = 0, lost: int = 0) -> Variant:
    """One way of ten deals in all."""
    return Variant("Sales", path, 2, deals, deals / 10, won, lost, 0, deals - won - lost, None, None, None, None)


def test_the_commonest_way_and_the_commonest_that_wins_are_said() -> None:
    answer = answered("paths", [way("Lead → Lost", 6, lost=6), way("Lead → Proposal → Won", 4, won=4)])
    chart = ways_chart(answer, pipeline="Sales", words=EN, theme=LIGHT)
    assert chart.says == (
        "The commonest way is Lead → Lost: 60 % of the deals. The commonest one that wins is Lead → Proposal → Won: 40 %."
    )
    assert chart.figure.to_dict()["data"][0]["customdata"][0] == ["Sales", "", "Lead → Lost"]


def test_a_long_way_is_cut_to_a_phones_width_and_is_never_markup() -> None:
    long = " → ".join([HOSTILE, *(f"A stage with a long name {at}" for at in range(8))])
    spec = ways_chart(answered("paths", [way(long, 5)]), pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()
    name = next(label["text"] for label in spec["layout"]["annotations"] if "→" in label["text"])
    assert width(name.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) <= COLUMNS
    assert "<script" not in str(spec["layout"])
    assert "<script" not in str(spec["data"][0]["hovertext"])


def test_moves_back_tell_how_those_deals_ended_only_from_five_on() -> None:
    rows = [MoveBack("Sales", "B", "A", 9, 8, 3, 3, 0.5), MoveBack("Sales", "C", "B", 3, 3, 1, 1, 0.5)]
    chart = moves_chart(answered("paths", rows), pipeline="Sales", words=EN, theme=LIGHT)
    labels = [label["text"] for label in chart.figure.to_dict()["layout"]["annotations"]]
    assert "<b>8</b> · 50 % won" in labels
    assert "<b>3</b> · – won" in labels
    assert chart.says == "8 deals moved back from B to A, the commonest move back."
    nothing = moves_chart(answered("paths", rows), pipeline="Other", words=EN, theme=LIGHT)
    assert nothing.says == "No deal of this pipeline moved back."
