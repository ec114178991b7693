"""The verdicts keep what they promise, over many simulated pipelines (`python -m tests.simulations` prints them all)."""

from __future__ import annotations

from tests.simulations.verdicts import of_nothing, of_planted

RUNS = 100


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


def test_at_two_deals_a_day_most_places_hold_too_little_to_be_judged() -> None:
    quiet = of_nothing(2, RUNS)
    assert quiet.wrong <= 0.10
    assert quiet.judged < 0.5
