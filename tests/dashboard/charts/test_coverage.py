"""Coverage and pace: what is won, what is due, the target as a mark, and the sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.coverage import coverage_chart, covered, pace_chart
from dashboard.charts.theme import LIGHT
from dashboard.metrics.coverage import Coverage
from tests.dashboard.charts.answered import EN, answered, spaced

ROW = Coverage(
    value=None, period_start=date(2026, 10, 1), period_end=date(2027, 1, 1), target=1000.0, won=3, won_value=300.0,
    remaining=700.0, reached=False, due=5, due_value=1400.0, weighted_value=500.0, coverage=2.0, needed_coverage=3.0,
    needed_value=2100.0, yield_share=1 / 3, overdue=1, overdue_value=10.0, undated=0, undated_value=0.0, no_value=0,
    elapsed_share=0.5, won_share=0.3, usual_share=0.4, past_periods=4,
)  # fmt: skip
REACHED = replace(ROW, remaining=0.0, reached=True, coverage=None, won_value=1200.0)


def test_too_little_open_is_said_with_what_it_took_before() -> None:
    chart = coverage_chart(answered("coverage", [ROW]), words=EN, theme=LIGHT)
    assert "2.0 ×, less than the 3.0 × that earlier periods took" in spaced(chart.says)
    won, due = chart.figure.to_dict()["data"]
    assert (won["customdata"], due["customdata"]) == ([["", "", "won"]], [["", "", "due"]])
    assert [shape["x0"] for shape in chart.figure.to_dict()["layout"]["shapes"]] == [1000.0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW, "2.0 × of 3.0 ×"),
        (REACHED, "reached"),
        (replace(ROW, needed_coverage=None), "2.0 ×"),
        (replace(ROW, target=None, coverage=None), "no target"),
    ],
)
def test_coverage_in_words(row: Coverage, said: str) -> None:
    assert spaced(covered(row, EN)) == said


def test_by_owner_the_sentence_counts_the_targets_that_are_short_and_those_reached() -> None:
    rows = [replace(ROW, value="Ana"), replace(REACHED, value="Bo"), replace(ROW, value="Cy", target=None)]
    chart = coverage_chart(answered("coverage", rows, by="owner"), words=EN, theme=LIGHT)
    assert chart.says == "1 of 2 targets have less open than it takes. 1 is reached already."


def test_the_pace_is_held_against_time_and_earlier_periods() -> None:
    said = spaced(pace_chart(ROW, words=EN, theme=LIGHT).says)
    assert "30 % of the target is won with 50 % of the time over; in the 4 periods before, 40 %" in said
    assert "periods" not in pace_chart(replace(ROW, usual_share=None), words=EN, theme=LIGHT).says
