"""Quantiles of counts are those of the values written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates import bootstrap_median, grouped_mean, grouped_quantile, grouped_quantiles

counts = st.dictionaries(st.integers(-50, 50), st.integers(1, 6), min_size=1, max_size=20)


@given(counts, st.floats(0, 1))
def test_a_quantile_of_counts_is_numpys_quantile_of_the_values(found: dict[int, int], share: float) -> None:
    values = sorted(found)
    written_out = [value for value in values for _ in range(found[value])]
    times = [found[value] for value in values]
    assert grouped_quantile(values, times, share) == pytest.approx(np.quantile(written_out, share), abs=1e-9)
    assert grouped_mean(values, times) == pytest.approx(np.mean(written_out))


def test_no_values_have_no_quantile_and_no_mean() -> None:
    assert grouped_quantile([], [], 0.5) is None
    assert grouped_mean([], []) is None
    assert grouped_quantile([1, 2], [0, 0], 0.5) is None
    assert grouped_mean([1, 2], [0, 0]) is None


def test_a_group_without_values_between_two_others_stays_empty() -> None:
    found = grouped_quantiles([0, 0, 2], [1, 3, 7], [1, 1, 5], (0.5, 1.0), groups=4)
    assert found[0].tolist() == [2, 3]
    assert np.isnan(found[1]).all()
    assert found[2].tolist() == [7, 7]
    assert np.isnan(found[3]).all()


@pytest.mark.parametrize("n", [1, 2, 9, 40, 41])
def test_the_bootstrap_of_the_median_is_the_one_by_resampling(n: int) -> None:
    random = np.random.default_rng(n)
    values = random.exponential(30, n)
    resampled = np.median(values[random.integers(0, n, (20_000, n))], axis=1)
    low, high = bootstrap_median(values, seed=7, draws=20_000)
    # 20,000 draws each: the 2.5 % points of two bootstraps differ by at most a neighbouring value or two.
    ordered = np.sort(values)
    for ours, theirs in zip((low, high), np.quantile(resampled, [0.025, 0.975]), strict=True):
        assert ours is not None
        assert abs(int(np.searchsorted(ordered, ours)) - int(np.searchsorted(ordered, theirs))) <= 1


def test_the_bootstrap_gives_the_same_answer_every_time() -> None:
    assert bootstrap_median([3, 1, 2, 9], seed=1) == bootstrap_median([9, 2, 3, 1], seed=1)
    assert bootstrap_median([], seed=1) == (None, None)
