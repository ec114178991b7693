"""Rows of bars: parts lie end to end, each with its own key, and text from files is never markup."""

from __future__ import annotations

import pytest

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.theme import LIGHT
from tests.dashboard.charts.answered import HOSTILE


def test_parts_lie_end_to_end_and_keep_their_keys() -> None:
    rows = (
        BarRow("a", (Part(3, LIGHT.won, "", ("a", "won")), Part(2, LIGHT.accent, "", ("a", "due"))), "5", tick=6),
        BarRow("b", (Part(1, LIGHT.won, "", ("b", "won")),), "1"),
    )
    spec = bars_figure(rows, theme=LIGHT).to_dict()
    first, second = spec["data"]
    assert (first["base"], first["x"]) == ([0, 0], [3, 1])
    assert (second["base"], second["x"], second["y"]) == ([3], [2], [0])
    assert second["customdata"] == [["a", "due"]]
    assert [shape["x0"] for shape in spec["layout"]["shapes"]] == [6]


def test_what_takes_away_lies_left_of_zero() -> None:
    rows = (BarRow("a", (Part(-2, LIGHT.lost, ""), Part(3, LIGHT.won, ""), Part(-1, LIGHT.lost, "")), ""),)
    bases = [trace["base"][0] for trace in bars_figure(rows, theme=LIGHT).to_dict()["data"]]
    assert bases == [0, 0, -2]


@pytest.mark.parametrize("names_above", [True, False])
def test_a_name_from_a_file_is_never_markup(names_above: bool) -> None:
    rows = (BarRow(HOSTILE, (Part(1, LIGHT.won, ""),), "1"),)
    assert "<script" not in str(bars_figure(rows, theme=LIGHT, names_above=names_above).to_dict())


def test_no_rows_are_an_empty_figure() -> None:
    assert bars_figure((), theme=LIGHT).to_dict()["data"] == []
