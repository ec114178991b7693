"""Intervals of shares against published values and against statsmodels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates import newcombe, weighted_wilson, wilson
from tests.dashboard.estimates import oracles


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 5, 0.0, 0.43448246),
        (3, 8, 0.13684429, 0.69425761),
        (12, 20, 0.38658150, 0.78119347),
        (4238, 6711, 0.61988691, 0.64296367),
    ],
)
def test_the_wilson_interval_has_the_golden_ends(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-9)


def test_nothing_counted_has_no_share_and_no_interval() -> None:
    assert wilson(0, 0) == (None, None)
    assert newcombe(0, 0, 3, 5) == (None, None)
    assert newcombe(3, 5, 0, 0) == (None, None)


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5), (1, 0), (0, -1)])
def test_a_part_larger_than_its_whole_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson(k, n)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_statsmodels_and_holds_the_share(counted: tuple[int, int]) -> None:
    k, n = counted
    low, high = wilson(k, n)
    assert low is not None
    assert high is not None
    assert (low, high) == pytest.approx(oracles.wilson(k, n), abs=1e-12)
    assert 0 <= low <= k / n <= high <= 1


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_the_interval_of_a_difference_equals_statsmodels(n1: int, n2: int, data: st.DataObject) -> None:
    k1, k2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    assert newcombe(k1, n1, k2, n2) == pytest.approx(oracles.newcombe(k1, n1, k2, n2), abs=1e-10)


def test_newcombe_has_the_published_ends() -> None:
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe(9, 10, 3, 10) == pytest.approx((0.1705, 0.8090), abs=5e-5)


def test_equal_weights_give_the_interval_of_as_many_deals_and_one_large_weight_a_wide_one() -> None:
    assert weighted_wilson(12 * 50.0, 20 * 50.0, 20 * 50.0**2) == pytest.approx(wilson(12, 20))
    low, high = weighted_wilson(1_000.0, 1_019.0, 1_000.0**2 + 19)
    assert low is not None
    assert high is not None
    assert high - low > 0.7, "one deal decides it"
    assert weighted_wilson(0.0, 0.0, 0.0) == (None, None)
    assert weighted_wilson(10.0, 10.0, 100.0)[1] == 1.0
