"""Periods are half-open and never lose or share a day; nothing reads a clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.periods import (
    Period,
    add_months,
    date_of_minute,
    day_number,
    end_of_day,
    fiscal_year_of,
    minute_number,
    month_of,
    quarter_of,
)

DAYS = st.dates(date(1971, 1, 1), date(2199, 12, 31))


def test_a_period_names_its_last_day_not_the_one_after() -> None:
    assert Period(date(2026, 7, 1), date(2026, 10, 1)).last == date(2026, 9, 30)


@pytest.mark.parametrize("before", [date(2026, 7, 1), date(2026, 6, 30)])
def test_a_period_must_end_after_it_starts(before: date) -> None:
    with pytest.raises(ValueError, match="must end after"):
        Period(date(2026, 7, 1), before)


@given(DAYS, st.integers(1, 900))
def test_the_previous_period_is_as_long_and_touches_without_sharing_a_day(first: date, length_days: int) -> None:
    period = Period(first, first + timedelta(days=length_days))
    previous = period.previous
    assert previous is not None
    assert previous.before == period.first
    assert previous.first == first - timedelta(days=length_days)


@pytest.mark.parametrize("period", [Period(), Period(first=date(2026, 1, 1)), Period(before=date(2026, 1, 1))])
def test_an_open_period_has_no_previous_one(period: Period) -> None:
    assert period.previous is None


@given(DAYS)
def test_every_day_lies_in_its_month_and_its_month_in_its_quarter(day: date) -> None:
    month, quarter = month_of(day), quarter_of(day)
    assert month.first is not None
    assert month.before is not None
    assert quarter.first is not None
    assert quarter.before is not None
    assert month.first <= day < month.before
    assert quarter.first <= month.first
    assert month.before <= quarter.before
    assert add_months(quarter.first, 3) == quarter.before


@given(DAYS, st.integers(1, 12))
def test_four_fiscal_quarters_make_the_fiscal_year_that_holds_the_day(day: date, first_month: int) -> None:
    year, quarter = fiscal_year_of(day, first_month), quarter_of(day, first_month)
    assert year.first is not None
    assert year.before is not None
    assert year.first <= day < year.before
    assert year.first.month == first_month
    assert add_months(year.first, 12) == year.before
    quarters = [quarter_of(add_months(year.first, 3 * place), first_month) for place in range(4)]
    assert [one.first for one in quarters] == [year.first, *(one.before for one in quarters[:-1])]
    assert quarters[-1].before == year.before
    assert quarter in quarters
    assert quarter == next(one for one in quarters if one.first and one.before and one.first <= day < one.before)


def test_years_that_begin_in_january_are_those_of_the_calendar() -> None:
    assert fiscal_year_of(date(2026, 3, 31)) == Period(date(2026, 1, 1), date(2027, 1, 1))
    assert quarter_of(date(2026, 3, 31)) == Period(date(2026, 1, 1), date(2026, 4, 1))
    assert quarter_of(date(2026, 3, 31), 2) == Period(date(2026, 2, 1), date(2026, 5, 1))


@given(DAYS)
def test_quarters_follow_each_other_without_a_gap(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.before is not None
    assert quarter_of(quarter.before).first == quarter.before


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 1)),
        (date(2026, 11, 21), 2, date(2027, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 1)),
    ],
)
def test_adding_months_lands_on_a_first(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 12, 31)))
def test_a_minute_number_gives_its_minute_back(instant: datetime) -> None:
    assert date_of_minute(minute_number(instant)) == instant.replace(second=0, microsecond=0)


def test_the_epoch_is_day_and_minute_zero() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert minute_number(datetime(1970, 1, 1)) == 0


@given(DAYS)
def test_a_date_as_of_means_its_whole_day(day: date) -> None:
    end = end_of_day(day)
    assert end.date() == day
    assert (end + timedelta(seconds=1)).date() == day + timedelta(days=1)
