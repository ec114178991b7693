"""Kaplan–Meier and the log-rank test against R's published results, statsmodels and a plain reading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates import LateEntries, kaplan_meier, log_rank
from tests.dashboard.estimates import oracles

Counted = tuple[list[float], list[int], list[int]]

# Acute myelogenous leukemia, weeks to relapse (Miller, Survival Analysis, 1981): maintained, not maintained.
MAINTAINED = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
NOT_MAINTAINED = ([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
# Weeks in remission (Freireich et al., Blood 21 (1963) 699): 6-mercaptopurine, placebo.
TREATED = (
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
    [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
)
PLACEBO = ([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [1] * 21)

stays = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=60)


def counted(times: Sequence[float], ended: Sequence[int | bool]) -> Counted:
    distinct = sorted(set(times))
    seen = list(zip(times, ended, strict=True))
    return (
        list(distinct),
        [sum(1 for time, end in seen if time == at and end) for at in distinct],
        [sum(1 for time, end in seen if time == at and not end) for at in distinct],
    )


def test_the_leukemia_trial_has_the_medians_and_intervals_that_r_prints() -> None:
    maintained, other = kaplan_meier(*counted(*MAINTAINED)), kaplan_meier(*counted(*NOT_MAINTAINED))
    assert maintained.quantile() == 31
    assert other.quantile() == 23
    assert maintained.interval(transform="log") == (18, None)
    assert maintained.interval(transform="log-log") == (13, None)
    assert other.interval(transform="log") == (8, None)
    assert log_rank([counted(*MAINTAINED), counted(*NOT_MAINTAINED)]).chi_square == pytest.approx(3.3964, abs=5e-5)


def test_the_remission_trial_has_the_published_curve_and_test() -> None:
    curve = kaplan_meier(*counted(*TREATED))
    assert curve.quantile() == 23
    assert kaplan_meier(*counted(*PLACEBO)).quantile() == 8
    assert curve.at(6) == pytest.approx(0.857, abs=5e-4)
    assert curve.at(10) == pytest.approx(0.753, abs=5e-4)
    assert curve.at(23) == pytest.approx(0.448, abs=5e-4)
    test = log_rank([counted(*TREATED), counted(*PLACEBO)])
    assert test.observed == (9, 21)
    assert test.expected == pytest.approx((19.25, 10.75), abs=5e-3)
    assert test.chi_square == pytest.approx(16.79, abs=5e-3)
    assert test.p == pytest.approx(4.17e-5, rel=1e-2)


def test_a_curve_that_runs_along_one_half_has_its_median_in_the_middle_of_the_flat_part() -> None:
    assert kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1], [0, 0, 0, 0]).quantile() == 2.5
    assert kaplan_meier([1, 9], [1, 0], [0, 1]).quantile() == 5


def test_a_curve_that_stays_above_one_half_has_no_median() -> None:
    curve = kaplan_meier([1, 5], [1, 0], [0, 3])
    assert curve.quantile() is None
    assert curve.longest == 5


def test_nothing_observed_has_no_median_and_no_longest_stay() -> None:
    curve = kaplan_meier([], [], [])
    assert curve.quantile() is None
    assert curve.interval() == (None, None)
    assert np.isnan(curve.longest)


def test_times_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="ascending"):
        kaplan_meier([2, 1], [1, 1], [0, 0])


def test_a_late_entry_is_at_risk_only_after_it_was_seen() -> None:
    # Klein & Moeschberger's rule by hand: at 2 only the two seen from the start are at risk, at 5 the late one as well.
    curve = kaplan_meier([2, 5, 7], [1, 1, 1], [0, 0, 0], LateEntries([3], [1]))
    assert curve.at_risk.tolist() == [2, 2, 1]
    assert curve.survival.tolist() == [0.5, 0.25, 0]


def test_ignoring_late_entry_makes_stays_look_longer() -> None:
    times, ends, gone = [10.0, 50, 60, 70], [1, 1, 1, 1], [0, 0, 0, 0]
    ignored = kaplan_meier(times, ends, gone)
    known = kaplan_meier(times, ends, gone, LateEntries([40, 45], [1, 1]))
    assert known.at(10) < ignored.at(10)


@given(stays)
def test_the_curve_equals_statsmodels(seen: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier(*counted(*zip(*seen, strict=True)))
    times, survival, at_risk = oracles.survival(seen)
    kept = np.isin(times, curve.times)
    assert curve.survival == pytest.approx(survival[kept], abs=1e-12)
    assert curve.at_risk.tolist() == at_risk[kept].tolist()


@given(stays, st.lists(st.integers(0, 39), max_size=60))
def test_delayed_entry_counts_who_was_seen(seen: list[tuple[int, bool]], late: list[int]) -> None:
    entered = [min(entry, time - 1) for (time, _), entry in zip(seen, late + [0] * len(seen), strict=False)]
    times, ended = zip(*seen, strict=True)
    counts = {at: entered.count(at) for at in set(entered)}
    curve = kaplan_meier(*counted(times, ended), LateEntries(list(counts), list(counts.values())))
    for at, risk, ends in zip(curve.times, curve.at_risk, curve.ends, strict=True):
        assert risk == sum(1 for time, entry in zip(times, entered, strict=True) if entry < at <= time)
        assert ends == sum(1 for time, end in seen if time == at and end)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=80))
def test_without_open_stays_the_median_is_the_plain_one(times: list[int]) -> None:
    assert kaplan_meier(*counted(times, [1] * len(times))).quantile() == pytest.approx(np.median(times))


@given(stays)
def test_the_interval_holds_the_median_and_log_log_never_leaves_zero_to_one(seen: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier(*counted(*zip(*seen, strict=True)))
    low, high = curve.band()
    known = ~np.isnan(low)
    assert ((low[known] >= 0) & (high[known] <= 1)).all()
    middle, (early, late) = curve.quantile(), curve.interval()
    if middle is not None and early is not None:
        assert early <= middle
    if middle is not None and late is not None:
        assert middle <= late


@given(stays, stays)
def test_the_log_rank_test_equals_statsmodels(one: list[tuple[int, bool]], two: list[tuple[int, bool]]) -> None:
    test = log_rank([counted(*zip(*one, strict=True)), counted(*zip(*two, strict=True))])
    assert sum(test.observed) == pytest.approx(sum(test.expected))
    oracle = oracles.log_rank(one, two)
    if oracle is None:
        assert test.chi_square == pytest.approx(0, abs=1e-8)
    else:
        assert (test.chi_square, test.p) == pytest.approx(oracle, abs=1e-8)


def test_the_log_rank_test_needs_two_groups() -> None:
    with pytest.raises(ValueError, match="two groups"):
        log_rank([counted(*PLACEBO)])
