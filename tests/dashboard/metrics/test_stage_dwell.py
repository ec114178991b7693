"""How long deals stay: the Kaplan–Meier figures and the plain ones, against stays read off the events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given, settings

from dashboard.metrics import stage_dwell
from dashboard.metrics.answers import StageDwell
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.dwell import Stay, kaplan_meier_quantile, linear_quantile, stays

A_DAY = 1440


def same_figures(row: StageDwell | None, told: Sequence[Stay]) -> None:
    if not told:
        assert row is None
        return
    assert row is not None
    ended = [stay.minutes / A_DAY for stay in told if stay.ended]
    assert (row.n_completed, row.n_open) == (len(ended), len(told) - len(ended))
    for shown, share in ((row.km_median_days, (1, 2)), (row.p75_days, (3, 4)), (row.p90_days, (9, 10))):
        quantile = kaplan_meier_quantile(told, Fraction(*share))
        assert shown == (None if quantile is None else pytest.approx(float(quantile) / A_DAY))
    assert row.mean_completed_days == (pytest.approx(mean(ended)) if ended else None)
    assert row.median_completed_days == (pytest.approx(linear_quantile(ended, 0.5)) if ended else None)
    assert row.longest_days == pytest.approx(max(stay.minutes for stay in told) / A_DAY)
    exits = Counter(stay.exit for stay in told if stay.ended)
    assert (row.advanced, row.moved_back, row.lost, row.void) == (
        exits["advanced"] + exits["won"], exits["moved_back"], exits["lost"], exits["void"]
    )  # fmt: skip


@given(found=pipelines(), seen=looks())
@settings(max_examples=12)
def test_the_figures_of_a_stage_are_those_of_its_stays(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        rows = {(row.pipeline, row.stage): row for row in stage_dwell.ask(scope(warehouse, day, period)).rows}
        for pipeline in found:
            for stage in pipeline.stages:
                same_figures(rows.get((pipeline.name, stage)), stays(pipeline, stage, end_of_day(day), period))


@given(found=pipelines(), seen=looks())
@settings(max_examples=8)
def test_the_figures_of_an_owner_are_those_of_the_owners_stays(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        answer = stage_dwell.ask(scope(warehouse, day, period), by="owner")
        rows = {(row.pipeline, row.stage, row.value): row for row in answer.rows}
        for pipeline in found:
            for stage in pipeline.stages:
                told = stays(pipeline, stage, end_of_day(day), period)
                for owner in {deal.text("owner") for deal in pipeline.deals}:
                    own = [stay for stay in told if stay.deal.text("owner") == owner]
                    same_figures(rows.get((pipeline.name, stage, owner)), own)


def test_time_between_lost_and_reopened_is_no_dwell_and_two_visits_are_one_stay(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1")
        .enters("Lead", on="2026-01-01 09:00")
        .loses(on="2026-01-11 09:00")
        .reopens_in("Lead", on="2026-03-01 09:00")
        .moves_to("Qualified", on="2026-03-06 09:00")
    )
    (lead, _) = stage_dwell.ask(scope(holding(story), date(2026, 3, 31))).rows
    assert (lead.n_completed, lead.km_median_days) == (1, 15)


def test_open_stays_lift_the_median_above_that_of_the_completed_ones(holding: Holding) -> None:
    story = a_pipeline()
    for number, days in enumerate((10, 20, 30), start=11):
        story = story.deal(f"D{number}").enters("Lead", on="2026-01-01").loses(on=f"2026-01-{days + 1:02d}")
    for number in range(4):
        story = story.deal(f"Open {number}").enters("Lead", on="2026-01-01")
    (lead,) = stage_dwell.ask(scope(holding(story), date(2026, 2, 28))).rows
    assert lead.median_completed_days == 20
    assert lead.km_median_days is None
    assert lead.longest_days == pytest.approx(58 + 1439 / 1440)
