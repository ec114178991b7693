"""Pushes deal by deal, and the push rate by value: what was moved later while open, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.metrics import pushed_deals, pushes
from dashboard.periods import Period
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline

TODAY = date(2026, 4, 15)
QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1))


def told() -> Pipeline:
    story = a_pipeline().deal("twice", amount=300, owner="Ana", expected_close="2026-02-01")
    story = story.enters("Lead", on="2025-12-20 09:00").is_due("2026-03-01", since="2026-01-20 10:00")
    story = story.is_due("2026-02-20", since="2026-01-25 10:00").is_due("2026-05-01", since="2026-02-18 10:00")
    story = story.deal("kept", amount=100, owner="Bo", expected_close="2026-02-10")
    story = story.enters("Lead", on="2025-12-20 09:00").is_due("2026-02-05", since="2026-01-10 10:00")
    story = story.wins(on="2026-02-05 09:00")
    story = story.deal("closing", amount=50, expected_close="2026-02-10").enters("Lead", on="2025-12-20 09:00")
    return story.loses(on="2026-02-20 09:00").is_due("2026-02-20", since="2026-02-20 09:00")


def test_each_deal_tells_its_pushes_its_days_and_its_first_date(holding: Holding) -> None:
    (deal,) = pushed_deals.ask(scope(holding(told()), TODAY)).rows
    assert (deal.deal_id, deal.owner, deal.stage, deal.value) == ("twice", "Ana", "Lead", 300)
    assert (deal.pushes, deal.days_pushed) == (2, 28 + 70)
    assert (deal.original_close, deal.expected_close) == (date(2026, 2, 1), date(2026, 5, 1))


def test_a_push_after_the_as_of_is_not_known(holding: Holding) -> None:
    (deal,) = pushed_deals.ask(scope(holding(told()), date(2026, 2, 1))).rows
    assert (deal.pushes, deal.days_pushed, deal.expected_close) == (1, 28, date(2026, 2, 20))


def test_the_push_rate_by_value_weighs_deals_by_their_amount(holding: Holding) -> None:
    (row,) = pushes.ask(scope(holding(told()), TODAY, QUARTER)).rows
    assert (row.due, row.slipped) == (3, 1)
    assert row.push_rate == pytest.approx(1 / 3)
    assert (row.due_value, row.slipped_value) == (450, 300)
    assert row.push_rate_value == pytest.approx(300 / 450)


def test_one_export_cannot_show_it(holding: Holding) -> None:
    story = a_pipeline().deal("A", amount=10).enters("Lead", on="2026-03-20")
    assert pushed_deals.ask(scope(holding(story), TODAY)).unavailable is not None
