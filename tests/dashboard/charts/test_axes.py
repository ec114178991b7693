"""Ticks are round, few, within the axis and in the reader's language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.axes import count_axis, days_axis, money_axis, months_axis, nice_ticks, padded, share_axis
from dashboard.charts.theme import LIGHT
from dashboard.language import Words

EN, ZH = Words("en"), Words("zh")


@given(
    st.floats(min_value=-1e9, max_value=1e9),
    st.floats(min_value=1e-3, max_value=1e9),
    st.integers(min_value=2, max_value=8),
)
def test_ticks_lie_on_the_axis_and_are_few(low: float, span: float, most: int) -> None:
    ticks = nice_ticks(low, low + span, most=most)
    slack = span * 1e-6
    assert all(low - slack <= tick <= low + span + slack for tick in ticks)
    assert len(ticks) <= 2 * most + 1
    assert list(ticks) == sorted(ticks)


@pytest.mark.parametrize(
    ("high", "ticks"),
    [(100, (0, 20, 40, 60, 80, 100)), (0.45, (0, 0.1, 0.2, 0.3, 0.4)), (7, (0, 1, 2, 3, 4, 5, 6, 7))],
)
def test_ticks_are_round(high: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(0, high) == pytest.approx(ticks)


def test_an_axis_without_a_span_has_one_tick() -> None:
    assert nice_ticks(5, 5) == (5,)
    assert nice_ticks(float("nan"), 5) != ()


def test_a_span_is_never_empty() -> None:
    assert padded(0, 0)[1] > 0
    assert padded(3, 3)[1] > 3


def test_ticks_are_written_in_the_readers_language() -> None:
    assert money_axis(LIGHT, 0, 4e6, currency="CNY", words=ZH)["ticktext"][-1] == "¥400万"
    assert "4M" in money_axis(LIGHT, 0, 4e6, currency="CNY", words=EN)["ticktext"][-1]
    assert share_axis(LIGHT, words=ZH)["ticktext"][-1] == "100%"
    assert days_axis(LIGHT, 0, 40, words=EN)["ticktext"][-1].startswith("40")


def test_counts_have_no_ticks_between_whole_numbers() -> None:
    assert count_axis(LIGHT, 0, 2, words=EN)["ticktext"] == ["0", "1", "2"]


def test_the_newest_month_is_always_named() -> None:
    months = tuple(date(2025 + at // 12, at % 12 + 1, 1) for at in range(23))
    axis = months_axis(LIGHT, months, words=EN)
    assert axis["ticktext"][-1] == "Nov 2026"
    assert len(axis["ticktext"]) <= 4
    assert months_axis(LIGHT, (), words=EN)["tickvals"] == []
