"""The funnel in every mode, against the plain reading; and the identities it must keep."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given, settings

from dashboard.estimates import wilson
from dashboard.metrics import stage_funnel
from dashboard.metrics.answers import FunnelStage
from dashboard.periods import Period, end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.funnel import Step, cohort, funnel, habits
from tests.reference.money import total
from tests.reference.outcomes import worth_at

LAST = date(2026, 12, 31)


def _of(pipeline: Pipeline, rows: tuple[FunnelStage, ...]) -> list[FunnelStage]:
    return [row for row in rows if row.pipeline == pipeline.name]


def _expected(pipeline: Pipeline, period: Period, day: date, mode: str = "reached") -> list[Step]:
    """The funnel; none at all where the cohort is empty."""
    at = end_of_day(day)
    return funnel(pipeline, period, at, mode) if cohort(pipeline, period, at) else []


@given(found=pipelines(), seen=looks())
@settings(max_examples=12)
def test_reached_is_the_count_of_deals_that_came_so_far(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        rows = stage_funnel.ask(scope(warehouse, day, period)).rows
        for pipeline in found:
            told = _expected(pipeline, period, day)
            shown = _of(pipeline, rows)
            assert [(row.stage, row.rank, row.reached) for row in shown] == [(s.stage, s.rank, s.reached) for s in told]
            assert [(row.lost, row.void, row.open) for row in shown[:-1]] == [
                (s.lost, s.void, s.open) for s in told[:-1]
            ]
            assert [(row.skipped, row.ended, row.moved_back) for row in shown[:-1]] == [
                (one.skipped, one.ended, one.moved_back) for one in habits(pipeline, period, end_of_day(day)) if told
            ]


@given(found=pipelines(), seen=looks())
@settings(max_examples=8)
def test_the_funnel_never_rises_and_every_deal_is_somewhere(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        rows = stage_funnel.ask(scope(warehouse, day, period)).rows
        for pipeline in found:
            for here, after in pairwise(_of(pipeline, rows)):
                assert here.reached == after.reached + here.lost + here.void + here.open
                assert here.conversion == (after.reached / here.reached if here.reached else None)
                settled = after.reached + here.lost
                assert here.settled_conversion == (after.reached / settled if settled else None)
                assert (here.settled_low, here.settled_high) == wilson(after.reached, settled)


@given(found=pipelines(), seen=looks())
@settings(max_examples=8)
def test_the_other_ways_of_counting(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for (day, period), mode in product(seen, ("entered", "in_order")):
        rows = stage_funnel.ask(scope(warehouse, day, period), mode).rows
        for pipeline in found:
            told = _expected(pipeline, period, day, mode)
            assert [(row.stage, row.reached) for row in _of(pipeline, rows)] == [(s.stage, s.reached) for s in told], (
                mode
            )


@given(found=pipelines(), seen=looks())
@settings(max_examples=8)
def test_the_value_of_a_step_is_what_its_deals_are_worth(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        rows = stage_funnel.ask(scope(warehouse, day, period)).rows
        for pipeline in found:
            worth = {deal.deal_id: worth_at(pipeline, deal, end_of_day(day), PLAIN_RATES) for deal in pipeline.deals}
            for row, step in zip(_of(pipeline, rows), _expected(pipeline, period, day), strict=True):
                assert row.reached_value == pytest.approx(total(worth[deal] for deal in step.deals))


def test_a_skipped_stage_is_filled_and_a_lost_deal_keeps_where_it_came_to(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1").enters("Lead", on="2026-01-02").moves_to("Proposal", on="2026-01-09").wins(on="2026-02-01")
        .deal("D2").enters("Lead", on="2026-01-05").moves_to("Qualified", on="2026-01-09").moves_to("Lead", on="2026-01-12")
        .loses(on="2026-01-20")
    )  # fmt: skip
    rows = stage_funnel.ask(scope(holding(story), LAST)).rows
    assert [(row.stage, row.reached, row.lost, row.skipped) for row in rows] == [
        ("Lead", 2, 0, 0),
        ("Qualified", 2, 1, 1),
        ("Proposal", 1, 0, 0),
        ("Won", 1, 0, 0),
    ]


def test_a_closed_deal_that_comes_back_past_a_stage_is_in_order_up_to_the_one_it_had(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1").enters("Lead", on="2026-01-02").loses(on="2026-01-09").reopens_in("Proposal", on="2026-01-20")
        .deal("D2").enters("Lead", on="2026-01-02").loses(on="2026-01-09").reopens_in("Qualified", on="2026-01-20")
    )  # fmt: skip
    rows = stage_funnel.ask(scope(holding(story), LAST), "in_order").rows
    assert [(row.stage, row.reached) for row in rows] == [("Lead", 2), ("Qualified", 1), ("Proposal", 0), ("Won", 0)]


def test_present_stages_alone_cannot_show_a_funnel_and_say_what_would(holding: Holding) -> None:
    story = a_pipeline().deal("D1", level="D").enters("Lead", on="2026-01-02")
    answer = stage_funnel.ask(scope(holding(story), LAST))
    assert answer.rows == ()
    assert answer.unavailable is not None
    assert answer.unavailable.needs
