"""V = N × W × A ÷ L: each lever with what was known then, and parts that add up to the change."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics import deals_behind, sales_velocity
from dashboard.metrics.sales_velocity import EARLY
from dashboard.metrics.selection import Selection
from dashboard.periods import add_months, end_of_day
from dashboard.warehouse.decisions import VELOCITY_FROM, decide
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, as_of_days, pipelines
from tests.reference.outcomes import levers


def _close(value: float | None) -> object:
    return None if value is None else pytest.approx(value)


@given(found=pipelines(), day=as_of_days(), start=st.sampled_from([1, 2, 3]))
@settings(max_examples=8)
def test_each_point_has_the_levers_known_on_its_last_day(
    holding: Holding, found: tuple[Pipeline, ...], day: date, start: int
) -> None:
    warehouse = holding(*found)
    decide(warehouse, {VELOCITY_FROM: str(start)})
    answer = sales_velocity.ask(scope(warehouse, day))
    decide(warehouse, {VELOCITY_FROM: None})
    rows, from_rank = answer.rows, start if start > 1 else 0
    assert len(rows) == 13
    early = levers(found, end_of_day(day), PLAIN_RATES).open_deals - rows[-1].open_deals
    assert answer.excluded.get(EARLY, 0) == early
    for row in rows:
        last = min(add_months(row.period_start, 1) - timedelta(days=1), day)
        told = levers(found, end_of_day(last), PLAIN_RATES, from_rank=from_rank)
        assert (row.open_deals, row.closed) == (told.open_deals, told.closed)
        assert row.win_rate == _close(told.win_rate)
        assert row.mean_won_amount == _close(told.mean_won_amount)
        assert row.mean_days_to_win == _close(told.mean_days_to_win)


def test_every_lever_of_a_point_opens_the_deals_it_rests_on_as_known_then(holding: Holding) -> None:
    asked = scope(holding(_two_busy_quarters()), date(2026, 5, 31))
    row = next(row for row in sales_velocity.ask(asked).rows if row.period_start == date(2026, 3, 1))
    levers_of = {
        "": row.closed,
        "win_rate": row.closed,
        "open_deals": row.open_deals,
        "mean_won_amount": row.won_valued,
        "mean_days_to_win": row.won_timed,
    }
    assert row.closed > row.won_valued > 0
    for part, deals in levers_of.items():
        mark = Selection(sales_velocity.NAME, part, value="2026-03-01", mode="month")
        assert deals_behind.ask(asked, mark, limit=0).n == deals, part


def _two_busy_quarters() -> Pipeline:
    story = a_pipeline()
    for number in range(120):
        start = date(2026, 1, 5) + timedelta(days=number)
        end = start + timedelta(days=20 + number % 40)
        story = story.deal(f"D{number}", amount=100 + number, created=start.isoformat())
        story = story.enters("Lead", on=start.isoformat())
        story = story.wins(on=end.isoformat()) if number % 3 else story.loses(on=end.isoformat())
    return story


def test_the_parts_of_a_change_add_up_to_it(holding: Holding) -> None:
    rows = sales_velocity.ask(scope(holding(_two_busy_quarters()), date(2026, 5, 31))).rows
    measured = [(a, b) for a, b in pairwise(rows) if a.velocity_per_day and b.velocity_per_day]
    assert len(measured) >= 2
    for before, after in measured:
        parts = (after.part_open_deals, after.part_win_rate, after.part_amount, after.part_days)
        assert None not in parts
        change = (after.velocity_per_day or 0) - (before.velocity_per_day or 0)
        assert sum(part or 0 for part in parts) == pytest.approx(change)


def test_the_velocity_is_the_product_of_its_levers(holding: Holding) -> None:
    row = sales_velocity.ask(scope(holding(_two_busy_quarters()), date(2026, 4, 30))).rows[-1]
    rate, amount, days = row.win_rate, row.mean_won_amount, row.mean_days_to_win
    assert rate is not None
    assert amount is not None
    assert days is not None
    assert row.velocity_per_day == pytest.approx(row.open_deals * rate * amount / days)


def test_below_twenty_closed_deals_there_is_no_velocity(holding: Holding) -> None:
    story = (
        a_pipeline().deal("D1", amount=9, created="2026-01-02").enters("Lead", on="2026-01-02").wins(on="2026-01-12")
    )
    answer = sales_velocity.ask(scope(holding(story), date(2026, 2, 28)))
    assert {row.velocity_per_day for row in answer.rows} == {None}
    assert answer.rows[-1].win_rate == 1
