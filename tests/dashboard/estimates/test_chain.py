"""The absorbing chain: on closed histories the chance to win is wins ÷ deals, whatever the way there."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates.chain import absorbing_chances

WON, LOST = 0, 1


@given(st.lists(st.tuples(st.lists(st.integers(0, 3), max_size=6), st.booleans()), min_size=1, max_size=40))
def test_on_closed_histories_it_is_wins_over_deals_with_any_skips_and_loops(
    deals: list[tuple[list[int], bool]],
) -> None:
    moves, ends = np.zeros((5, 5)), np.zeros((5, 2))
    for way, won in deals:
        steps = [4, *way]  # place 4 is where every deal begins
        for one, other in itertools.pairwise(steps):
            moves[one, other] += 1
        ends[steps[-1], WON if won else LOST] += 1
    chance = absorbing_chances(moves, ends)[4]
    assert chance[WON] == pytest.approx(sum(won for _, won in deals) / len(deals))
    assert chance.sum() == pytest.approx(1)


def test_a_place_nobody_left_and_a_place_without_a_way_out_have_no_chance() -> None:
    chance = absorbing_chances([[0, 1, 0], [0, 0, 0], [0, 0, 3]], [[1, 0], [0, 0], [0, 0]])
    assert np.isnan(chance[1]).all()
    assert np.isnan(chance[2]).all()
