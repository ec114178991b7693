"""What a review compares with: the day then, and the closed deals of then."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import DealFilter
from dashboard.periods import Period, quarter_of
from dashboard.views.overview_compare import closed_period, day_of_quarter_before, instants, year_before

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("today", "then"),
    [
        (date(2026, 11, 15), date(2026, 8, 15)),
        (date(2026, 10, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 9, 30)),
        (date(2026, 6, 30), date(2026, 3, 31)),
        (date(2026, 1, 10), date(2025, 10, 10)),
    ],
)
def test_the_quarter_before_is_compared_at_the_same_day_of_it(today: date, then: date) -> None:
    assert day_of_quarter_before(today) == then


@given(today=DAYS)
def test_the_day_then_always_lies_in_the_quarter_just_before(today: date) -> None:
    then = day_of_quarter_before(today)
    assert quarter_of(then).before == quarter_of(today).first


@given(today=DAYS)
def test_days_then_never_run_backwards(today: date) -> None:
    days = [today + timedelta(days=one) for one in range(5)]
    for find in (year_before, day_of_quarter_before):
        assert all(find(one) <= find(other) for one, other in pairwise(days))


def test_a_leap_day_is_compared_with_the_last_of_february() -> None:
    assert year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert year_before(date(2028, 3, 1)) == date(2027, 3, 1)


def test_a_chosen_period_is_compared_with_as_many_days_before() -> None:
    chosen = DealFilter(period=Period(date(2026, 7, 1), date(2026, 10, 1)))
    found = instants(chosen, date(2026, 9, 30), (date(2026, 9, 1),))
    assert found == {
        "week": date(2026, 9, 23),
        "period": date(2026, 6, 30),
        "year": date(2025, 9, 30),
        "2026-09-01": date(2026, 9, 1),
    }


def test_a_period_without_an_end_has_none_before_it() -> None:
    assert "period" not in instants(DealFilter(period=Period(date(2026, 7, 1))), date(2026, 9, 30), ())


def test_without_a_period_the_closed_deals_of_the_last_180_days_count() -> None:
    assert closed_period(DealFilter(), date(2026, 6, 29)) == Period(date(2026, 1, 1), date(2026, 6, 30))
    chosen = Period(date(2026, 7, 1), date(2026, 10, 1))
    assert closed_period(DealFilter(period=chosen), date(2026, 6, 29)) == chosen
