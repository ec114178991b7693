"""Exits against expected exits: exposures to the minute, scores that add up, and numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates.exits import (
    AGES,
    Watched,
    change_point,
    exit_score,
    exits_to_see,
    median_stay,
    mix_score,
    ratio_intervals,
    watched,
)

BANDS = len(AGES)
ONE = np.array([0])
Floats = npt.NDArray[np.float64]


def _watched(spans: list[tuple[float, float]]) -> Watched:
    """Stays seen from one age to another, each ending there."""
    start, end = (np.array([span[edge] for span in spans]) for edge in (0, 1))

    def spread(bands: npt.NDArray[np.int64], weights: Floats) -> Floats:
        return np.asarray(np.bincount(bands, weights=weights, minlength=BANDS).reshape(1, BANDS), dtype=np.float64)

    began, over = (np.searchsorted(AGES, days, side="right") - 1 for days in (start, np.ceil(end) - 1))
    ones = np.ones(len(spans))
    joined, gone = (
        (spread(began, ones), spread(began, start - AGES[began])),
        (spread(over, ones), spread(over, end - AGES[over])),
    )
    return watched(*joined, *gone, spread(over, ones)[:, :, None])


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0.01, 300)).map(lambda two: (two[0], sum(two))), min_size=1))
def test_exposure_by_age_is_the_time_each_stay_spent_at_it(spans: list[tuple[float, float]]) -> None:
    found = _watched(spans).exposure[0]
    for band, first in enumerate(AGES):
        last = AGES[band + 1] if band + 1 < BANDS else np.inf
        spent = sum(max(0.0, min(end, last) - max(start, first)) for start, end in spans)
        assert found[band] == pytest.approx(spent, abs=1e-6)


def test_the_same_pace_as_before_expects_what_is_seen() -> None:
    """1,000 deal-days and 100 exits before, 200 deal-days and 20 exits now, at the same age."""
    before = Watched(np.array([[1000.0]]), np.array([[[100.0]]]))
    now = Watched(np.array([[200.0]]), np.array([[[20.0]]]))
    found = exit_score(before, now, ONE)
    assert found.observed == pytest.approx([20])
    assert found.expected == pytest.approx([20])
    assert found.away == pytest.approx([0])
    assert found.p_fewer() == pytest.approx([0.5])


def test_half_the_pace_by_hand() -> None:
    """10 exits where 20 are expected: of 110 exits 200/1200 would fall into the window; variance 110 × 1/6 × 5/6."""
    before = Watched(np.array([[1000.0]]), np.array([[[100.0]]]))
    now = Watched(np.array([[200.0]]), np.array([[[10.0]]]))
    found = exit_score(before, now, ONE)
    assert found.expected == pytest.approx([20])
    assert found.away == pytest.approx([10 - 110 / 6])
    assert found.variance == pytest.approx([110 * 5 / 36])
    assert found.p_fewer() == pytest.approx([0.0165031], abs=1e-7)


def test_an_age_never_seen_before_is_expected_at_the_mean_pace_and_not_tested() -> None:
    before = Watched(np.array([[500.0, 0.0]]), np.array([[[50.0], [0.0]]]))
    now = Watched(np.array([[0.0, 100.0]]), np.array([[[0.0], [0.0]]]))
    found = exit_score(before, now, ONE)
    assert found.expected == pytest.approx([10])
    assert np.isnan(found.p_fewer()).all()


@given(st.lists(st.integers(0, 30), min_size=8, max_size=8))
def test_scores_of_cells_add_up_to_that_of_their_group(counts: list[int]) -> None:
    before = Watched(np.full((2, 2), 300.0), np.array(counts[:4], float).reshape(2, 2, 1))
    now = Watched(np.full((2, 2), 100.0), np.array(counts[4:], float).reshape(2, 2, 1))
    cells = exit_score(before, now, np.array([0, 0]))
    whole = cells.pooled(np.array([0, 0]), 1)
    assert whole.observed == pytest.approx([sum(counts[4:])])
    assert whole.away == pytest.approx([cells.away.sum()])
    assert whole.expected == pytest.approx([cells.expected.sum()])


def test_the_mix_of_exits_by_hand() -> None:
    """60 of 100 advanced before, 8 of 20 now: hypergeometric mean 20 × 68/120, expected by the past 12."""
    sixty, forty, eight, twelve = (np.array([[float(number)]]) for number in (60, 40, 8, 12))
    found = mix_score(sixty, forty, eight, twelve)
    assert found.expected == pytest.approx([12])
    assert found.away == pytest.approx([8 - 20 * 68 / 120])
    assert found.variance == pytest.approx([20 * 100 * (68 / 120) * (52 / 120) / 119])


def test_a_segment_that_grows_does_not_make_the_whole_look_slow() -> None:
    """Slow and quick segment keep their pace, the slow one grows tenfold: the stratified score stays at 0."""
    before = Watched(np.array([[1000.0], [1000.0]]), np.array([[[200.0]], [[20.0]]]))
    now = Watched(np.array([[100.0], [1000.0]]), np.array([[[20.0]], [[20.0]]]))
    whole = exit_score(before, now, np.array([0, 0])).pooled(np.array([0, 0]), 1)
    assert whole.away == pytest.approx([0])


def test_exits_needed_to_see_a_slow_down() -> None:
    assert exits_to_see(1.6) == 36
    assert exits_to_see(2.2) < exits_to_see(1.6) < exits_to_see(1.2)
    with pytest.raises(ValueError, match="above 1"):
        exits_to_see(1.0)


def test_the_power_that_is_promised_is_there() -> None:
    """Of counts at the threshold, slowed down by 1.6, about eight of ten fall below the 5 % point."""
    random = np.random.default_rng(5)
    expected = exits_to_see(1.6)
    seen = random.poisson(expected / 1.6, 20_000)
    level = np.quantile(random.poisson(expected, 200_000), 0.05)
    assert 0.75 <= np.mean(seen <= level) <= 0.87


def test_observed_over_expected_with_its_exact_interval() -> None:
    found = [ends.tolist() for ends in ratio_intervals(np.array([10.0, 3.0]), np.array([20.0, 0.0]))]
    assert [ends[0] for ends in found] == pytest.approx([0.5, 0.239769, 0.919520], abs=1e-5)
    assert np.isnan([ends[1] for ends in found]).all(), "nothing was expected"


def test_the_median_of_a_constant_hazard() -> None:
    """One end for every 30 ÷ ln 2 days spent, at every age."""
    days = np.full(BANDS, 3000.0)
    assert median_stay(days * np.log(2) / 30, days) == pytest.approx(30)
    assert median_stay(np.zeros(BANDS), days) is None


def test_the_change_is_placed_where_it_began() -> None:
    expected = np.full(20, 10.0)
    observed = np.array([10.0] * 12 + [4.0] * 8)
    assert change_point(observed, expected) == 12
    assert change_point(expected + 1, expected) is None
