"""The parts of a change add up to it, whatever the levers did."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates import lever_parts

VELOCITY = (1, 1, 1, -1)
positive = st.floats(0.01, 1e6)
levers = st.tuples(positive, positive, positive, positive)
with_zero = st.tuples(
    st.one_of(st.just(0.0), positive), st.one_of(st.just(0.0), positive), st.floats(-1e4, 1e4), positive
)


def _velocity(parts: tuple[float, ...]) -> float:
    deals, rate, amount, days = parts
    return deals * rate * amount / days


def test_the_velocity_fixture_has_its_golden_parts() -> None:
    parts = lever_parts((120, 0.25, 20_000, 60), (150, 0.20, 26_000, 75), VELOCITY)
    assert parts == pytest.approx((2275.8, -2275.8, 2675.8, -2275.8), abs=0.05)
    assert sum(parts) == pytest.approx(400)


@given(levers, levers)
def test_the_parts_add_up(before: tuple[float, ...], after: tuple[float, ...]) -> None:
    change = _velocity(after) - _velocity(before)
    scale = max(_velocity(after), _velocity(before))
    assert math.fsum(lever_parts(before, after, VELOCITY)) == pytest.approx(change, abs=1e-6 * scale)


@given(with_zero, with_zero)
def test_the_parts_add_up_where_a_lever_is_zero(before: tuple[float, ...], after: tuple[float, ...]) -> None:
    parts = lever_parts(before, after, VELOCITY)
    largest = max(1.0, *(abs(part) for part in parts))
    assert math.fsum(parts) == pytest.approx(_velocity(after) - _velocity(before), abs=1e-6 * largest)


def test_from_nothing_each_lever_has_the_shapley_share() -> None:
    assert lever_parts((0, 2), (3, 2), (1, 1)) == pytest.approx((6, 0))
    assert lever_parts((0, 0), (3, 2), (1, 1)) == pytest.approx((3, 3))


def test_a_lever_that_did_not_move_has_no_part() -> None:
    assert lever_parts((10, 0.5, 100, 30), (12, 0.5, 100, 30), VELOCITY)[1:] == (0, 0, -0.0)


def test_a_divisor_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="divisor"):
        lever_parts((1, 1, 1, 0), (1, 1, 1, 5), VELOCITY)
    with pytest.raises(ValueError, match="as many"):
        lever_parts((1, 1), (1, 1, 1), (1, 1))
