"""The course of a figure as a small line."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.sparkline import HEIGHT, WIDTH, drawing, sparkline

NUMBERS = st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=30)


def places(svg: str) -> list[tuple[float, float]]:
    found = re.search(r'points="([^"]+)"', svg)
    assert found is not None
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in found.group(1).split())]


@given(NUMBERS)
def test_the_line_stays_inside_and_rises_where_the_values_do(values: list[float]) -> None:
    drawn = places(drawing(tuple(values), "#4b5565"))
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in drawn)
    assert [x for x, _ in drawn] == sorted(x for x, _ in drawn)
    highest, lowest = drawn[values.index(max(values))], drawn[values.index(min(values))]
    assert highest[1] <= lowest[1], "up is at the top"


def test_what_it_says_is_never_markup() -> None:
    assert 'alt="&lt;b&gt; &quot;x&quot;"' in sparkline((1.0, 2.0), '<b> "x"', "#4b5565")
