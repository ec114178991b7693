"""Bridges add up: the change waterfall and the parts of velocity."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.bridge import Step, bars_of, bridge
from dashboard.charts.changes import (
    KINDS,
    PHRASES,
    TOTALS,
    changes_chart,
    changes_info,
    largest_changes,
    relative_change,
)
from dashboard.charts.contributions import contribution_chart, contribution_info
from dashboard.charts.theme import LIGHT
from tests.dashboard.charts.answered import EN, changes, speed, velocity

SINCE = datetime(2026, 11, 14)
WEEK = changes(
    start=(40, 51.2e6), created=(3, 4.8e6), lost=(2, -2.9e6), pushed_out=(5, -5.1e6), won=(0, 0.0), end=(36, 48.0e6)
)
amounts = st.floats(min_value=-1e8, max_value=1e8)


@given(amounts, st.lists(amounts, max_size=12))
def test_each_bar_hangs_where_the_one_before_ended(start: float, parts: list[float]) -> None:
    steps = (Step("start", "", start, total=True), *(Step(str(at), "", part) for at, part in enumerate(parts)))
    level = start
    for bar, part in zip(bars_of(steps)[1:], parts, strict=True):
        assert bar.size == pytest.approx(abs(part))
        ends = sorted((level, level + part))
        assert [bar.base, bar.base + bar.size] == pytest.approx(ends, abs=1e-3)
        level += part


def test_a_total_starts_at_zero() -> None:
    assert bars_of((Step("end", "", 70.0, total=True),)) == ((0.0, 70.0),)


def test_ups_and_downs_have_their_sign_and_their_hue() -> None:
    figure = bridge((Step("a", "A", 5e3), Step("b", "B", -5e3)), currency="CNY", words=EN, theme=LIGHT).to_dict()
    assert figure["data"][0]["marker"]["color"] == [LIGHT.won, LIGHT.lost]
    assert [note["text"][0] for note in figure["layout"]["annotations"]] == ["+", "−"]
    assert figure["data"][0]["customdata"] == [["a"], ["b"]]


def test_kinds_without_deals_are_left_out_but_never_the_totals() -> None:
    assert changes_info(WEEK, since=SINCE, words=EN).kinds == ("start", "created", "lost", "pushed_out", "end")
    nothing = changes_info(changes(start=(0, 0.0), won=(0, 0.0), end=(0, 0.0)), since=SINCE, words=EN)
    assert nothing.kinds == ("start", "end")


def test_it_says_from_where_to_where() -> None:
    says = changes_info(WEEK, since=SINCE, words=EN).says
    assert says == "Open pipeline went from ¥ 51.2M on 14 Nov 2026 to ¥ 48M (−6 %)."


def test_the_largest_changes_come_first_in_words() -> None:
    said = largest_changes(WEEK, words=EN, most=2)
    assert said == "¥ 5.1M was pushed out, ¥ 4.8M is new"
    assert largest_changes(changes(start=(1, 5.0), end=(1, 5.0)), words=EN) == ""


def test_change_from_nothing_is_undefined_not_zero() -> None:
    assert relative_change(changes(start=(0, 0.0), end=(3, 9.0))) is None
    assert relative_change(WEEK) == pytest.approx(48 / 51.2 - 1)


def test_every_kind_has_a_name_and_all_but_the_totals_a_phrase() -> None:
    assert set(KINDS) == set(PHRASES) | TOTALS


def test_every_bar_opens_its_deals() -> None:
    figure = changes_chart(WEEK, since=SINCE, words=EN, theme=LIGHT).figure.to_dict()
    assert figure["data"][0]["customdata"] == [["start"], ["created"], ["lost"], ["pushed_out"], ["end"]]
    assert "3 deals" in figure["data"][0]["hovertext"][1]


def test_the_parts_of_velocity_add_up_over_several_points() -> None:
    rows = (speed(1, 100.0), speed(2, 130.0, 10.0, 10.0, 5.0, 5.0), speed(3, 90.0, -30.0, -4.0, -4.0, -2.0))
    info = contribution_info(velocity(*rows), words=EN)
    assert info is not None
    assert (info.start, info.end) == (100.0, 90.0)
    assert sum(info.parts) == pytest.approx(info.end - info.start)
    assert info.parts == (-20.0, 6.0, 1.0, 3.0)
    assert "the largest part is “Open deals”" in info.says


def test_a_point_without_velocity_is_not_bridged() -> None:
    rows = (speed(1, 100.0), speed(2, None), speed(3, 90.0), speed(4, 95.0, 5.0, 0.0, 0.0, 0.0))
    info = contribution_info(velocity(*rows), words=EN)
    assert info is not None
    assert (info.first.month, info.last.month) == (3, 4)


def test_one_point_moves_nothing() -> None:
    assert contribution_chart(velocity(speed(1, 100.0)), words=EN, theme=LIGHT) is None
    assert contribution_chart(velocity(speed(1, 100.0), speed(2, None)), words=EN, theme=LIGHT) is None
