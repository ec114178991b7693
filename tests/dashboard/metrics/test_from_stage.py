"""From each stage on: the win rate of those that came so far, and the days from there, against the events."""

from __future__ import annotations

from datetime import date
from statistics import mean, median

import pytest
from hypothesis import given, settings

from dashboard.metrics import from_stage, win_rate
from dashboard.metrics.from_stage import FromStage
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.from_stage import days_to_win


@given(found=pipelines(levels=("A", "B"), whole_histories=True), seen=looks())
@settings(max_examples=8)
def test_rates_are_those_of_the_win_rate_from_the_stage_and_days_those_of_the_events(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        rows = from_stage.ask(scope(warehouse, day, period)).rows
        for pipeline in found:
            own = [row for row in rows if row.pipeline == pipeline.name]
            for row in own:
                asked = scope(warehouse, day, period, pipeline=(pipeline.name,))
                (rate,) = win_rate.ask(asked, from_rank=row.rank).rows
                assert (row.won, row.lost, row.win_rate) == (rate.won, rate.lost, rate.win_rate)
                _same_days(row, days_to_win(pipeline, row.stage, end_of_day(day), period))


def _same_days(row: FromStage, told: list[float]) -> None:
    assert row.timed == len(told)
    assert row.median_days == (pytest.approx(median(told)) if told else None)
    assert row.mean_days == (pytest.approx(mean(told)) if told else None)


def test_a_deal_lost_early_says_nothing_of_later_stages(holding: Holding) -> None:
    story = a_pipeline().deal("A").enters("Lead", on="2026-01-01").loses(on="2026-01-05")
    story = story.deal("B").enters("Lead", on="2026-01-01").moves_to("Proposal", on="2026-01-11").wins(on="2026-01-21")
    rows = from_stage.ask(scope(holding(story), date(2026, 3, 1))).rows
    assert [(row.stage, row.won, row.lost, row.win_rate) for row in rows] == [
        ("Lead", 1, 1, 0.5),
        ("Qualified", 1, 0, 1.0),
        ("Proposal", 1, 0, 1.0),
    ]
    assert [(row.timed, row.median_days) for row in rows] == [(1, 20.0), (0, None), (1, 10.0)]
