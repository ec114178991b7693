"""What-ifs of an absorbing process against the exact solution where ages do not matter, and Shapley's shares."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from dashboard.estimates.exits import AGES
from dashboard.estimates.semi_markov import HORIZON_DAYS, Course, Flow, Pace, course, gains

Floats = npt.NDArray[np.float64]

INFLOW = np.array([3.0, 0.5, 0.0])
STOCK = np.array([40.0, 30.0, 20.0])
ONWARD = np.array([[0, 0.9, 0.1], [0, 0, 1.0], [0, 0, 0]])
BACK = np.array([[0, 0, 0], [1.0, 0, 0], [0.3, 0.7, 0]])
NOW = np.array([[0.02, 0, 0, 0.03], [0.012, 0.002, 0.001, 0.02], [0, 0.003, 0.03, 0.02]])
"""Hazards a day: on, back, won, lost."""
FASTER = NOW * np.array([[1], [2], [1]])
FASTER[2, 2] *= 1.3


def exact(hazards: Floats, days: float) -> float:
    """Wins within so many days of a process without memory: the exponential of its generator, by squaring."""
    places = len(hazards)
    generator = np.zeros((places + 2, places + 2))
    for place, (on, back, won, lost) in enumerate(hazards):
        generator[place, :places] = on * ONWARD[place] + back * BACK[place]
        generator[place, place] -= on + back + won + lost
        generator[place, places] = won
    generator[-1, :places] = INFLOW
    steps = np.eye(places + 2) + generator * days / 2**24
    for _ in range(24):
        steps = steps @ steps
    return float(np.array([*STOCK, 0.0, 1.0]) @ steps[:, places])


def with_faster(*places: int) -> Floats:
    chosen = NOW.copy()
    for place in places:
        chosen[place] = FASTER[place]
    return chosen


def at(flow: Flow, hazards: Floats) -> Course:
    return course(flow, Pace(np.repeat(hazards[None, :, None, :], len(AGES), axis=2)))


@pytest.fixture
def flow() -> Flow:
    stock = np.zeros((1, len(INFLOW), len(AGES)))
    stock[0, :, 3] = STOCK
    return Flow(stock, INFLOW[None], ONWARD, BACK)


def test_the_gain_within_a_year_is_that_of_the_exact_solution(flow: Flow) -> None:
    found = gains(flow, at(flow, NOW), at(flow, FASTER), ())
    base = exact(NOW, HORIZON_DAYS)
    assert found.within[0] == pytest.approx([exact(with_faster(at), HORIZON_DAYS) - base for at in range(3)], rel=0.02)


def test_places_that_are_off_together_share_what_they_gain_together(flow: Flow) -> None:
    found = gains(flow, at(flow, NOW), at(flow, FASTER), (1, 2))
    base, first, second, both = (exact(with_faster(*places), HORIZON_DAYS) for places in ((), (1,), (2,), (1, 2)))
    shares = [(first - base + both - second) / 2, (second - base + both - first) / 2]
    assert found.within[0, 1:] == pytest.approx(shares, rel=0.02)
    assert found.within[0].sum() == pytest.approx(both - base, rel=0.02)


def test_a_stage_that_is_only_slower_loses_nothing_in_the_end(flow: Flow) -> None:
    found = gains(flow, at(flow, NOW), at(flow, with_faster(1)), ())
    assert found.within[0, 1] > 1
    assert found.ever[0, 1] == pytest.approx(0, abs=1e-9)


def test_in_the_end_the_chances_are_those_of_the_absorbing_chain(flow: Flow) -> None:
    def wins(hazards: Floats) -> float:
        shares = hazards / hazards.sum(axis=1, keepdims=True)
        between = shares[:, [0]] * ONWARD + shares[:, [1]] * BACK
        chance = np.linalg.solve(np.eye(3) - between, shares[:, 2])
        return float((STOCK + INFLOW * HORIZON_DAYS) @ chance)

    found = gains(flow, at(flow, NOW), at(flow, FASTER), ())
    assert found.ever[0, 2] == pytest.approx(wins(with_faster(2)) - wins(NOW), rel=1e-6)
