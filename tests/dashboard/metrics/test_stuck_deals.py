"""Open deals that have been in their stage longer than three quarters of the won ones ever were."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings

from dashboard.metrics import stuck_deals
from dashboard.metrics.stuck_deals import LEAST_STAYS
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.open_deals import age_days, benchmark_days, open_deals


def _with_winners(pipeline: Pipeline) -> Pipeline:
    """Enough won deals for a benchmark in every stage."""
    for number in range(LEAST_STAYS + 2):
        at = date(2026, 1, 5)
        pipeline = pipeline.deal(f"{pipeline.name} winner {number}")
        for place, stage in enumerate(pipeline.stages):
            pipeline = pipeline.enters(stage, on=at.isoformat())
            at += timedelta(days=1 + (number * 3 + place * 5) % 17)
        pipeline = pipeline.wins(on=at.isoformat())
    return pipeline


@given(found=pipelines(), seen=looks())
@settings(max_examples=8)
def test_the_stuck_are_those_older_than_the_benchmark(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    found = tuple(_with_winners(pipeline) for pipeline in found)
    warehouse = holding(*found)
    for day, _ in seen:
        answer = stuck_deals.ask(scope(warehouse, day))
        shown = {row.deal_id: (row.stage, row.age_days, row.benchmark_days, row.benchmark_n) for row in answer.rows}
        # Ages are known to the minute.
        told = {} if answer.unavailable else _told(found, end_of_day(day).replace(second=0))
        assert shown.keys() == told.keys()
        for deal_id, (stage, age, benchmark, n) in told.items():
            assert (shown[deal_id][0], shown[deal_id][3]) == (stage, n)
            assert shown[deal_id][1:3] == pytest.approx((age, benchmark))


def _told(found: tuple[Pipeline, ...], at: datetime) -> dict[str, tuple[str, float, float, int]]:
    told = {}
    for pipeline, deal, here in open_deals(found, at):
        benchmark, n = benchmark_days(pipeline, here.stage, at)
        if benchmark is not None and n >= LEAST_STAYS and age_days(pipeline, deal, at) > benchmark:
            told[deal.deal_id] = (here.stage, age_days(pipeline, deal, at), benchmark, n)
    return told


def test_a_stage_with_few_won_stays_has_no_benchmark_and_says_so(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1").enters("Lead", on="2026-01-02").wins(on="2026-01-04")
        .deal("D2").enters("Lead", on="2026-01-02")
    )  # fmt: skip
    answer = stuck_deals.ask(scope(holding(story), date(2026, 6, 30)))
    assert answer.rows == ()
    assert answer.excluded
