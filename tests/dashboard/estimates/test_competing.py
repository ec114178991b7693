"""Aalen–Johansen against a hand computation, statsmodels and the sum that must be 1."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates import LateEntries, aalen_johansen, kaplan_meier
from tests.dashboard.estimates import oracles


def test_a_small_table_computed_by_hand() -> None:
    # Ten deals. Day 1: one won of 10. Day 2: two lost of 9, one last seen. Day 4: three won of 6. Day 5: rest open.
    found = aalen_johansen([1, 2, 4, 5], [[1, 0], [0, 2], [3, 0], [0, 0]], [0, 1, 0, 3])
    assert found.at(0.5) == (0, 0)
    assert found.at(1) == pytest.approx((1 / 10, 0))
    assert found.at(3) == pytest.approx((1 / 10, 9 / 10 * 2 / 9))
    assert found.at(9) == pytest.approx((1 / 10 + 7 / 10 * 3 / 6, 2 / 10))
    assert found.survival[-1] == pytest.approx(0.35)


def test_without_open_deals_it_is_the_plain_share() -> None:
    assert aalen_johansen([1, 2, 3], [[2, 1], [0, 3], [4, 0]], [0, 0, 0]).at(3) == pytest.approx((0.6, 0.4))


deals = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 2)), min_size=1, max_size=80)


def _table(seen: list[tuple[int, int]]) -> tuple[list[int], list[list[int]], list[int]]:
    times = sorted({time for time, _ in seen})
    return times, [[seen.count((at, 1)), seen.count((at, 2))] for at in times], [seen.count((at, 0)) for at in times]


@given(deals)
def test_the_causes_and_the_rest_add_up_to_one_and_the_rest_is_kaplan_meier(seen: list[tuple[int, int]]) -> None:
    times, ends, gone = _table(seen)
    found = aalen_johansen(times, ends, gone)
    assert found.incidence.sum(axis=1) + found.survival == pytest.approx(np.ones(found.times.size))
    assert found.survival == pytest.approx(kaplan_meier(times, [sum(row) for row in ends], gone).survival)


@given(deals)
def test_it_equals_statsmodels(seen: list[tuple[int, int]]) -> None:
    found = aalen_johansen(*_table(seen))
    if not {1, 2} <= {cause for _, cause in seen}:
        return
    for at, shares in oracles.incidence(seen):
        assert found.at(at) == pytest.approx(shares, abs=1e-12)


def test_a_late_entry_counts_only_from_when_it_was_seen() -> None:
    found = aalen_johansen([2, 5], [[1, 0], [0, 1]], [0, 1], LateEntries([3], [1]))
    assert found.at(5) == pytest.approx((1 / 2, 1 / 2 * 1 / 2))
