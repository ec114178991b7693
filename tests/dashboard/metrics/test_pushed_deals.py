"""Pushes deal by deal, and the push rate by value: what was moved later while open, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.metrics import pushed_deals, pushes
from dashboard.periods import Period, end_of_day, quarter_of
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_outlooks import outlooks
from tests.pipeline_strategies import LAST_DAY, PLAIN_RATES, as_of_days
from tests.reference import pushes as plain
from tests.reference.outlook import four_before

TODAY = date(2026, 4, 15)
QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1))


@given(found=outlooks(), days=st.lists(as_of_days(), min_size=2, max_size=3))
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_every_move_of_a_close_date_counts_once_and_only_while_the_deal_was_open(
    holding: Holding, found: tuple[Pipeline, ...], days: list[date]
) -> None:
    warehouse = holding(*found)
    for day in [*days, LAST_DAY]:
        at = end_of_day(day).replace(second=0)
        rows = pushed_deals.ask(scope(warehouse, day)).rows
        shown = {row.deal_id: (row.pushes, row.days_pushed, row.original_close) for row in rows}
        assert shown == plain.pushed_deals(found, at)
        since = Period(min(day, date(2026, 3, 1)))
        for period in (Period(), Period(date(2026, 2, 1), date(2026, 6, 15)), since):
            _check_pushes(found, scope(warehouse, day, period), at)


def _check_pushes(found: tuple[Pipeline, ...], asked: Scope, at: datetime) -> None:
    """Of the period up to the as-of, or without one of the four quarters before it."""
    chosen, tomorrow = asked.filter.period, at.date() + timedelta(days=1)
    quarters = [*four_before(quarter_of(at.date()))][::-1]
    periods = [Period(chosen.first, chosen.before or tomorrow)] if chosen.first else quarters
    first, before = periods[0].first or tomorrow, periods[-1].before or tomorrow
    made = plain.pushes(found, first, before, at)
    (row,) = pushes.ask(asked).rows or (None,)
    if row is None:
        assert made[:3] == (0, 0, 0)
        return
    assert (row.pushes, row.pushed_deals, row.pulls, row.median_days) == made
    due = plain.slipped(found, periods, at, PLAIN_RATES)
    assert (row.due, row.slipped) == (due.due, due.slipped)
    assert (row.due_value, row.slipped_value) == pytest.approx((due.due_value, due.slipped_value))


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


def test_a_deal_is_due_by_how_it_stood_as_the_period_began_and_slips_by_how_it_stood_as_it_ended(
    holding: Holding,
) -> None:
    before = "2025-12-20 09:00"
    story = (
        a_pipeline()
        .deal("pushed", amount=1, expected_close="2026-05-01").enters("Lead", on=before)
        .is_due("2026-02-01", since="2025-12-21 09:00").is_due("2026-05-01", since="2026-01-20 09:00")
        .deal("due on the first day", amount=2, expected_close="2026-01-01").enters("Lead", on=before)
        .deal("due the day after the last", amount=4, expected_close="2026-04-01").enters("Lead", on=before)
        .deal("came with the period", amount=8, expected_close="2026-02-01").enters("Lead", on="2026-01-01 00:00")
        .deal("lost as it began", amount=16, expected_close="2026-01-10").enters("Lead", on=before)
        .is_due("2026-02-01", since="2025-12-21 09:00").loses(on="2026-01-01 00:00")
        .deal("won as it ended", amount=32, expected_close="2026-01-10").enters("Lead", on=before)
        .is_due("2026-02-01", since="2025-12-21 09:00").wins(on="2026-04-01 00:00")
    )  # fmt: skip
    (row,) = pushes.ask(scope(holding(story), TODAY, QUARTER)).rows
    assert row.due_value == 1 + 2 + 16 + 32
    assert row.slipped_value == 1 + 2 + 32


def test_a_push_is_late_in_the_last_ten_days_of_a_quarter(holding: Holding) -> None:
    story = a_pipeline()
    for day in ("2026-03-21", "2026-03-22", "2026-03-31"):
        story = story.deal(day, amount=1, expected_close="2026-06-01").enters("Lead", on="2026-01-05 09:00")
        story = story.is_due("2026-04-01", since="2026-01-06 09:00").is_due("2026-06-01", since=f"{day} 09:00")
    (row,) = pushes.ask(scope(holding(story), TODAY, Period(date(2026, 3, 1), date(2026, 4, 1)))).rows
    assert (row.pushes, row.late_pushes) == (3, 2)
