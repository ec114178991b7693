"""Won of won and lost, closed in the period."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from dashboard.estimates import wilson
from dashboard.metrics import win_rate
from dashboard.periods import Period, end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.outcomes import closed, counted, rate, values_of


@given(found=pipelines(), seen=looks())
@settings(max_examples=12)
def test_the_win_rate_is_won_of_won_and_lost(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        (row,) = win_rate.ask(scope(warehouse, day, period)).rows
        told = closed(found, period, end_of_day(day), PLAIN_RATES)
        won, lost = counted(told, "won"), counted(told, "lost")
        assert (row.won, row.lost, row.void) == (len(won), len(lost), len(counted(told, "void")))
        assert row.win_rate == rate(len(won), len(lost))
        assert (row.low, row.high) == wilson(len(won), len(won) + len(lost))
        assert row.won_value == pytest.approx(values_of(won))
        assert row.lost_value == pytest.approx(values_of(lost))


def test_nothing_closed_is_no_rate_and_not_zero(holding: Holding) -> None:
    story = a_pipeline().deal("D1").enters("Lead", on="2026-01-02")
    (row,) = win_rate.ask(scope(holding(story), date(2026, 3, 1))).rows
    assert (row.won, row.lost, row.win_rate, row.low, row.high, row.win_rate_value) == (0, 0, None, None, None, None)


def test_a_win_counts_on_the_day_it_closed_and_not_on_that_of_its_creation(holding: Holding) -> None:
    story = a_pipeline().deal("D1", created="2026-01-02").enters("Lead", on="2026-01-02").wins(on="2026-02-03")
    warehouse = holding(story)
    january, february = Period(date(2026, 1, 1), date(2026, 2, 1)), Period(date(2026, 2, 1), date(2026, 3, 1))
    last = date(2026, 3, 31)
    assert [win_rate.ask(scope(warehouse, last, period)).rows[0].won for period in (january, february)] == [0, 1]


def test_a_reopened_deal_is_open_again_and_was_lost_as_of_then(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1").enters("Lead", on="2026-01-02").loses(on="2026-01-10").reopens_in("Lead", on="2026-02-01")
    )  # fmt: skip
    warehouse = holding(story)
    assert win_rate.ask(scope(warehouse, date(2026, 1, 31))).rows[0].lost == 1
    assert win_rate.ask(scope(warehouse, date(2026, 2, 28))).rows[0].lost == 0


def test_a_missing_rate_of_exchange_is_no_value_and_never_one(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=100, currency="XAF").enters("Lead", on="2026-01-02").wins(on="2026-01-10")
        .deal("D2", amount=100, currency="USD").enters("Lead", on="2026-01-02").wins(on="2026-01-10")
    )  # fmt: skip
    answer = win_rate.ask(scope(holding(story), date(2026, 1, 31)))
    assert answer.rows[0].won == 2
    assert answer.rows[0].won_value == pytest.approx(90)
    assert sum(answer.excluded.values()) == 1
