"""The verdicts keep what they promise, over many simulated pipelines (`python -m tests.simulations` prints them all)."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.estimates.exits import Watched
from dashboard.metrics.bottleneck_counts import Spans
from dashboard.metrics.bottleneck_verdicts import verdicts
from tests.simulations.made_up import STAGES, pipeline
from tests.simulations.verdicts import DAYS, of_nothing, of_planted, seen_at

RUNS = 100


def _beside(one: Spans, other: Spans) -> Spans:
    """Two pipelines in one report; the stages of the second are numbered on."""
    cells = one.cells + tuple((stage + STAGES, segment) for stage, segment in other.cells)
    windows = (
        Watched(np.concatenate([first.exposure, second.exposure]), np.concatenate([first.ends, second.ends]))
        for first, second in zip(one.windows, other.windows, strict=True)
    )
    return Spans(cells, tuple(windows))


def test_where_nothing_is_planted_at_most_one_report_in_ten_flags_anything() -> None:
    assert of_nothing(10, RUNS).wrong <= 0.10


def test_a_slow_down_by_2_2_is_found_in_its_stage_and_segment_within_60_days_nine_times_out_of_ten() -> None:
    found = of_planted(10, RUNS, after_days=60, slower=2.2).found
    assert found is not None
    assert found >= 0.90


def test_a_third_fewer_advances_are_found_within_90_days_six_times_out_of_ten() -> None:
    found = of_planted(10, RUNS, after_days=90, fewer=0.35).found
    assert found is not None
    assert found >= 0.60


@pytest.mark.parametrize(("slower", "fewer"), [(1.0, 0.0), (2.2, 0.0), (1.0, 0.35)])
def test_two_deals_a_day_never_get_a_light(slower: float, fewer: float) -> None:
    quiet = of_planted(2, RUNS, after_days=60, slower=slower, fewer=fewer)
    assert (quiet.found, quiet.wrong, quiet.judged) == (0, 0, 0)


def test_a_small_pipeline_beside_a_large_one_darkens_only_itself() -> None:
    random = np.random.default_rng(0)
    large, small = (seen_at(pipeline(random, deals_a_day=volume, days=DAYS), DAYS) for volume in (10.0, 1.0))
    both = _beside(large, small)
    of_stage = {stage: "large" if stage < STAGES else "small" for stage, _ in both.cells}
    found = verdicts(both, of_stage, by_value=True)
    needed = dict(zip(found.places, found.deals_needed, strict=True))
    assert all(more > 0 for (stage, _), more in needed.items() if of_stage[stage] == "small")
    assert all(more == 0 for (stage, value), more in needed.items() if of_stage[stage] == "large" and value is None)
