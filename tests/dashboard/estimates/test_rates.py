"""Exact Poisson intervals and the false discovery rate against scipy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates import difference_p, false_discovery, poisson_intervals
from dashboard.estimates.rates import gamma_upper_shares
from tests.dashboard.estimates import oracles


def test_the_poisson_interval_has_the_published_ends() -> None:
    low, high = poisson_intervals([0, 10])
    assert (low[0], high[0]) == pytest.approx((0, 3.6889), abs=5e-5)
    assert (low[1], high[1]) == pytest.approx((4.7954, 18.3904), abs=5e-5)


@given(st.lists(st.integers(1, 200_000), max_size=20), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_poisson_intervals_are_the_inverse_gamma_ones(counts: list[int], level: float) -> None:
    found = list(zip(*poisson_intervals(counts, level), strict=True))
    assert found == [pytest.approx(oracles.poisson_interval(k, level), rel=1e-7) for k in counts]


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        poisson_intervals([3, -1])


@given(st.lists(st.tuples(st.floats(0.5, 500), st.floats(0, 1000)), min_size=1, max_size=20))
def test_the_gamma_tail_is_scipys(places: list[tuple[float, float]]) -> None:
    found = gamma_upper_shares(*zip(*places, strict=True))
    assert found == pytest.approx([oracles.gamma_upper_share(*place) for place in places], abs=1e-10)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_false_discovery_rate_is_statsmodels(p_values: list[float]) -> None:
    assert false_discovery(p_values) == pytest.approx(oracles.false_discovery(p_values), abs=1e-12)


def test_a_cell_without_a_test_stays_without_and_does_not_count() -> None:
    adjusted = false_discovery([0.01, float("nan"), 0.04])
    assert adjusted[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(adjusted[1])
    assert false_discovery([]).size == 0


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_the_p_of_a_difference_is_that_of_statsmodels(k1: int, more1: int, k2: int, more2: int) -> None:
    found = difference_p(k1, k1 + more1, k2, k2 + more2)
    assert found == pytest.approx(oracles.difference_p(k1, k1 + more1, k2, k2 + more2), abs=1e-9)


def test_nothing_against_something_is_no_difference() -> None:
    assert difference_p(0, 0, 3, 5) is None
