"""Simulated stays with a known truth: our numbers find it within their intervals, the plain ones do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest

from dashboard.estimates import LateEntries, aalen_johansen, kaplan_meier, wilson

Floats = npt.NDArray[np.float64]

RUNS: Final = 500
STAYS: Final = 300
WON, LOST = 0, 1
LOSING: Final = 2.0


@dataclass(frozen=True)
class Stays:
    """Days each stay was seen, and how it ended: 0 won, 1 lost, −1 still there."""

    days: Floats
    end: npt.NDArray[np.int64]
    joined: Floats


def counted(stays: Stays) -> tuple[Floats, Floats, Floats]:
    """Distinct days, ends by cause and stays still there at each."""
    days, place = np.unique(stays.days, return_inverse=True)
    ends = np.stack([np.bincount(place[stays.end == cause], minlength=len(days)) for cause in (WON, LOST)], axis=1)
    return days, ends.astype(float), np.bincount(place[stays.end < 0], minlength=len(days)).astype(float)


def a_stage(
    random: np.random.Generator, *, stays: int = STAYS, median: float = 30.0, seen_days: float = 150.0
) -> Stays:
    """Deals arrive evenly over `seen_days`; six of ten will advance, and losing takes twice as long."""
    arrived = random.uniform(0, seen_days, stays)
    wins = random.uniform(size=stays) < 0.6
    length = median * np.exp(0.75 * random.standard_normal(stays)) * np.where(wins, 1.0, LOSING)
    seen = seen_days - arrived
    return Stays(np.minimum(length, seen), np.where(length <= seen, np.where(wins, WON, LOST), -1), np.zeros(stays))


def truth(random: np.random.Generator) -> tuple[float, float]:
    """Median stay, and the share won within 90 days, of a million stays watched to their end."""
    wins = random.uniform(size=1_000_000) < 0.6
    length = 30 * np.exp(0.75 * random.standard_normal(1_000_000)) * np.where(wins, 1.0, LOSING)
    return float(np.median(length)), float(np.mean(wins & (length <= 90)))


@pytest.fixture(scope="module")
def runs() -> list[Stays]:
    """500 simulated stages."""
    random = np.random.default_rng(7)
    return [a_stage(random) for _ in range(RUNS)]


def test_the_interval_of_the_median_stay_covers_the_truth_in_93_to_97_of_100_simulations(runs: list[Stays]) -> None:
    median, _ = truth(np.random.default_rng(1))
    covered, naive = [], []
    for stays in runs:
        days, ends, there = counted(stays)
        low, high = kaplan_meier(days, ends.sum(axis=1), there).interval()
        covered.append(low is not None and low <= median and (high is None or median <= high))
        naive.append(float(np.mean(stays.days[stays.end >= 0])))
    assert 0.93 <= np.mean(covered) <= 0.97
    true_mean = median * np.exp(0.75**2 / 2)
    assert np.mean(naive) < 0.9 * true_mean, "the plain mean of ended stays should look far too fast here"


def test_the_interval_of_the_conversion_covers_the_truth_in_93_to_97_of_100_simulations(runs: list[Stays]) -> None:
    _, won_in_90 = truth(np.random.default_rng(1))
    covered, closed_only = [], []
    for stays in runs:
        days, ends, there = counted(stays)
        low, high = aalen_johansen(days, ends, there).interval(90, WON)
        covered.append(low <= won_in_90 <= high)
        closed = stays.end >= 0
        closed_only.append(np.mean(stays.end[closed] == WON))
    assert 0.93 <= np.mean(covered) <= 0.97
    assert np.mean(closed_only) > 1.15 * won_in_90, "the rate of the closed deals should look far too good here"


def test_wilson_covers_the_truth_in_93_to_97_of_100_simulations() -> None:
    random = np.random.default_rng(3)
    covered = []
    for won in random.binomial(120, 0.27, 2_000):
        low, high = wilson(int(won), 120)
        assert low is not None
        assert high is not None
        covered.append(low <= 0.27 <= high)
    assert 0.93 <= np.mean(covered) <= 0.97


def test_dwell_and_conversion_lie_within_3_percent_of_the_truth_where_the_plain_numbers_are_20_to_50_off() -> None:
    random = np.random.default_rng(11)
    median, won_in_90 = truth(np.random.default_rng(1))
    stays = a_stage(random, stays=60_000, seen_days=90.0)
    days, ends, there = counted(stays)
    curve = kaplan_meier(days, ends.sum(axis=1), there)
    assert curve.quantile() == pytest.approx(median, rel=0.03)
    assert aalen_johansen(days, ends, there).at(89.9)[WON] == pytest.approx(won_in_90, rel=0.03)
    ended = stays.end >= 0
    assert float(np.median(stays.days[ended])) < 0.8 * median
    assert np.mean(stays.end == WON) < 0.8 * won_in_90, "won of all that entered"
    assert np.mean(stays.end[ended] == WON) > 1.2 * won_in_90, "won of those that closed"


def test_history_that_starts_late_is_read_with_delayed_entry() -> None:
    """Only stays that last until the history begins are seen at all: ignoring that makes the stage look slow."""
    random = np.random.default_rng(13)
    count, true_median = 40_000, 60.0
    arrived = random.uniform(-200, 200, count)
    length = true_median * np.exp(0.75 * random.standard_normal(count))
    seen = arrived + length > 0
    arrived, length = arrived[seen], length[seen]
    joined, shown = np.maximum(-arrived, 0), np.minimum(length, 200 - arrived)
    over = length <= 200 - arrived
    days, place = np.unique(shown, return_inverse=True)
    ends = np.bincount(place[over], minlength=len(days))
    there = np.bincount(place[~over], minlength=len(days))
    late = joined[joined > 0]
    delayed = kaplan_meier(days, ends, there, LateEntries(*np.unique(late, return_counts=True)))
    assert delayed.quantile() == pytest.approx(true_median, rel=0.03)
    ignored = kaplan_meier(days, ends, there).quantile()
    assert ignored is not None
    assert ignored > 1.15 * true_median
