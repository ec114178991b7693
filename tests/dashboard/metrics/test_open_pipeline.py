"""What is open at an instant, stage by stage."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from dashboard.metrics import open_pipeline
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.open_deals import open_pipeline as told_open


@given(found=pipelines(), seen=looks())
@settings(max_examples=12)
def test_each_stage_holds_the_deals_that_are_in_it(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, _ in seen:
        rows = open_pipeline.ask(scope(warehouse, day)).rows
        told = told_open(found, end_of_day(day), PLAIN_RATES)
        assert {(row.pipeline, row.stage): (row.deals, row.no_amount) for row in rows if row.deals} == {
            key: (stage.deals, stage.no_amount) for key, stage in told.items()
        }
        for row in rows:
            if row.deals:
                assert row.value == pytest.approx(told[row.pipeline, row.stage].value)


def test_the_value_is_that_of_the_day_and_not_todays(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=100)
        .enters("Lead", on="2026-01-02 09:00")
        .is_worth(250, since="2026-02-01 09:00")
    )
    warehouse = holding(story)
    days = (date(2026, 1, 31), date(2026, 2, 1))
    assert [open_pipeline.ask(scope(warehouse, day)).rows[0].value for day in days] == [100, 250]


def test_a_deal_whose_amount_came_later_had_none_before(holding: Holding) -> None:
    story = a_pipeline().deal("D1").enters("Lead", on="2026-01-02 09:00").is_worth(250, since="2026-02-01 09:00")
    row = open_pipeline.ask(scope(holding(story), date(2026, 1, 31))).rows[0]
    assert (row.value, row.no_amount) == (0, 1)
