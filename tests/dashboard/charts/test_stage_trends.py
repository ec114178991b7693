"""One stage over time: the queue by week, and the stays by when they began."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.dwell_trend import trend_chart, trend_info
from dashboard.charts.stage_weeks import queue_chart, queue_info
from dashboard.charts.theme import LIGHT
from dashboard.metrics.trend_rows import DwellPoint
from tests.dashboard.charts.answered import EN, spaced
from tests.dashboard.charts.answered_over_time import point, points, weeks


def test_the_queue_is_said_by_its_last_four_weeks_alone() -> None:
    answer = weeks((90, 0, 90), (5, 1, 94), (5, 1, 98), (5, 1, 102), (5, 1, 106))
    info = queue_info(answer, pipeline="Sales", stage="Proposal", words=EN)
    assert info.says == "In the last four weeks 20 came into Proposal and 4 left: the queue grew to 106."
    shrunk = queue_info(weeks((1, 3, 9)), pipeline="Sales", stage="Proposal", words=EN)
    assert "shrank to 9" in shrunk.says
    assert "Nothing stood" in queue_info(weeks((0, 0, 0)), pipeline="Sales", stage="Proposal", words=EN).says


def test_what_left_is_drawn_downwards_and_each_mark_says_its_deals() -> None:
    chart = queue_chart(weeks((3, 2, 8)), pipeline="Sales", stage="Proposal", words=EN, theme=LIGHT)
    came, left, standing = chart.figure.to_dict()["data"]
    assert (came["y"], left["y"], standing["y"]) == ([3], [-2], [8])
    assert [trace["hovertext"][0].rsplit("<br>", 1)[1] for trace in (came, left, standing)] == [
        "3 deals",
        "2 deals",
        "8 deals",
    ]
    assert left["customdata"] == [["Sales", "Proposal", "left", "2026-10-05"]]


def says(*rows: DwellPoint) -> str:
    return spaced(trend_info(points(*rows), pipeline="Sales", stage="Proposal", step=3, words=EN).says)


def test_a_longer_stay_is_called_longer_only_where_the_intervals_lie_apart() -> None:
    before, now = point(0, 14, 10, 18), point(12, 30, 24, 36)
    assert "stay 30 d (24–36 d), longer than a year before: 14 d (10–18 d)" in says(before, now)
    assert "which may be chance" in says(before, replace(now, km_low_days=16))
    assert "shorter than a year before" in says(replace(now, period_start=before.period_start), point(12, 14, 10, 18))
    assert "year" not in says(now)


def test_a_point_without_a_median_is_hollow_and_one_of_few_deals_a_gap() -> None:
    rows = (point(0, 14, 10, 18), point(3, 15, 1, 90, stays=4), point(6, None, 20, None))
    chart = trend_chart(points(*rows), pipeline="Sales", stage="Proposal", step=3, words=EN, theme=LIGHT)
    *_, line, waiting = chart.figure.to_dict()["data"]
    assert line["y"] == [14, None, None]
    assert waiting["y"] == [None, None, 60.0]
