"""Cycle dots, win curves and the mix of the win rate."""

from __future__ import annotations

from datetime import date

from dashboard.charts.cycle_points import cycle_points_chart
from dashboard.charts.rate_mix import mix_chart
from dashboard.charts.theme import LIGHT
from dashboard.charts.win_curves import curves_drawn, win_curves_chart
from dashboard.metrics.cycle_points import CyclePoint
from dashboard.metrics.win_curve import WinCurve
from dashboard.metrics.win_rate_change import RateMix
from tests.dashboard.charts.answered import EN, HOSTILE, answered, spaced


def test_each_dot_opens_its_deal_and_the_lines_are_named() -> None:
    rows = [CyclePoint(f"D{at}", HOSTILE, "Ana", date(2026, at, 3), 10.0 * at, 20, 30, 40) for at in (3, 2, 1)]
    chart = cycle_points_chart(answered("cycle_points", rows), words=EN, theme=LIGHT)
    spec = chart.figure.to_dict()
    assert spec["data"][0]["customdata"] == [["D3"], ["D2"], ["D1"]]
    assert [spaced(label["text"]) for label in spec["layout"]["annotations"]] == [
        "50 % · 20 d",
        "75 % · 30 d",
        "90 % · 40 d",
    ]
    assert chart.says == "Half of the won deals took 20 d or less, nine of ten 40 d or less."
    assert "<script" not in str(spec)


def cohort(name: str, deals: int, *, mature: bool = True) -> WinCurve:
    """A cohort of which 30 % were won within 90 days."""
    curve = ((0.0, 0.0, 0.0), (60.0, 0.3, 0.1), (100.0, 0.4, 0.2))
    return WinCurve(name, deals, 5, 2, 0, 3, 0.7, 0.4, 0.9, mature, 80.0, 0.0, 0.3, 0.3, None, None, curve)


def test_the_newest_cohorts_with_enough_deals_are_drawn_and_young_ones_dashed() -> None:
    names = [f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
    rows = [cohort(name, 30) for name in names] + [cohort("2026-Q1", 3), cohort("2026-Q2", 25, mature=False)]
    answer = answered("win_curve", rows)
    assert [row.cohort for row in curves_drawn(answer)] == [*names[-5:], "2026-Q2"]
    chart = win_curves_chart(answer, words=EN, theme=LIGHT)
    assert [trace["line"]["dash"] for trace in chart.figure.to_dict()["data"]] == ["solid"] * 5 + ["dash"]
    assert chart.says == "Of the deals of Q4 2025, 30 % were won within 90 days; of those of Q4 2024, 30 %."


def test_rate_and_mix_add_up_to_what_is_said() -> None:
    rows = [
        RateMix("SMB", 50, 60, 0.4, 0.5, 0.5, 0.6, 0.05, 0.01, -0.1, 0.2),
        RateMix("Enterprise", 50, 40, 0.2, 0.15, 0.5, 0.4, -0.02, 0.01, -0.1, 0.2),
    ]
    chart = mix_chart(answered("win_rate_change", rows, by="segment"), words=EN, theme=LIGHT)
    assert "moved by +5 pts: +3 pts from winning more or less often, +2 pts from the mix" in chart.says
    (bars,) = chart.figure.to_dict()["data"]
    assert bars["x"] == [5.0, 1.0, -2.0, 1.0]
    assert bars["customdata"][0] == ["segment", "SMB"]
