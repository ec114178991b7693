"""Conversion within days as bars of 100 %: what is said, and what is not said of too little."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.conversion import conversion_chart
from dashboard.charts.theme import LIGHT
from dashboard.metrics.path_rows import StageConversion
from tests.dashboard.charts.answered import EN, HOSTILE, answered

LEAD = StageConversion("Sales", "Lead", 1, 30, 40, 32, 0.5, 0.35, 0.63, 0.05, 0.2, 0.05, 0.2, 0.1)
PROPOSAL = replace(LEAD, stage=HOSTILE, rank=2, advanced=0.3, lost=0.4, win_chance=None)
YOUNG = replace(
    LEAD,
    stage="Negotiation",
    rank=3,
    advanced=None,
    advanced_low=None,
    advanced_high=None,
    moved_back=None,
    lost=None,
    void=None,
    open=None,
)


def test_the_stage_that_fewest_leave_onwards_is_named() -> None:
    drawn = conversion_chart(
        answered("stage_conversion", (PROPOSAL, LEAD, YOUNG)), deals={}, pipeline="Sales", words=EN, theme=LIGHT
    )
    assert drawn.says.startswith(f"Within 30 days the fewest move on from {HOSTILE}: 30 %; 40 % are lost")
    spec = drawn.figure.to_dict()
    assert abs(sum(trace["x"][trace["y"].index(0)] for trace in spec["data"]) - 1) < 1e-9
    labels = [note["text"] for note in spec["layout"]["annotations"]]
    assert any("10 % win" in label for label in labels)
    assert "not watched so long yet" in labels
    assert not any("<script" in str(trace["hovertext"]) for trace in spec["data"])


def test_few_stays_are_no_verdict() -> None:
    few = answered("stage_conversion", (replace(LEAD, stays=19),))
    drawn = conversion_chart(few, deals={}, pipeline="Sales", words=EN, theme=LIGHT)
    assert drawn.says == "No stage of this pipeline has been watched long enough, with 20 stays, to be told."
