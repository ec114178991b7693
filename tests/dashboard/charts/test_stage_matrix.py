"""The matrix: a cell a pair of places, its number printed, and the way it went told by its hue."""

from __future__ import annotations

from dashboard.charts.stage_matrix import matrix_chart, matrix_info
from dashboard.charts.theme import LIGHT
from dashboard.metrics.stage_matrix import StageMove
from tests.dashboard.charts.answered import EN, HOSTILE, answered

MOVES = answered(
    "stage_matrix",
    [
        StageMove("Sales", "absent", "", 0, "open", "Lead", 1, 4, 40.0),
        StageMove("Sales", "open", "Lead", 1, "open", "Proposal", 2, 3, 30.0),
        StageMove("Sales", "open", "Proposal", 2, "open", "Lead", 1, 2, 20.0),
        StageMove("Sales", "open", "Proposal", 2, "won", "", 0, 1, 10.0),
        StageMove("Other", "open", HOSTILE, 1, "open", HOSTILE, 1, 9, 90.0),
    ],
)


def test_new_deals_come_first_and_outcomes_last() -> None:
    info = matrix_info(MOVES, pipeline="Sales", words=EN)
    assert [kind for kind, _, _ in info.rows] == ["absent", "open", "open"]
    assert [stage or kind for kind, _, stage in info.columns] == ["Lead", "Proposal", "won"]
    assert info.says == ("Of 6 deals open then, 3 went on, 0 stand where they stood, 2 went back and 1 are closed.")


def test_each_cell_carries_its_number_and_its_key() -> None:
    spec = matrix_chart(MOVES, pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()
    assert spec["data"][0]["customdata"][1] == ["Sales", "open-open", "Lead", "Proposal"]
    assert [label["text"] for label in spec["layout"]["annotations"]] == [
        "<b>4</b>",
        "<b>3</b>",
        "<b>2</b>",
        "<b>1</b>",
    ]


def test_a_stage_from_a_file_is_never_markup() -> None:
    spec = matrix_chart(MOVES, pipeline="Other", words=EN, theme=LIGHT).figure.to_dict()
    assert "<script" not in str(spec["layout"]) + str(spec["data"][0]["hovertext"])
