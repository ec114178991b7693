"""Coverage: what is open and due against what the target still asks for, and what it took in earlier quarters."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from dashboard.metrics import coverage, needed_deals
from dashboard.metrics.grounds import WIDEN
from dashboard.periods import Period, end_of_day, quarter_of
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_files import Target
from tests.pipeline_outlooks import outlooks
from tests.pipeline_strategies import PLAIN_RATES, Look, looks
from tests.reference import outlook

Q3 = Period(date(2026, 7, 1), date(2026, 10, 1))
TODAY = date(2026, 8, 15)


@given(found=outlooks(), seen=looks())
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_what_is_due_is_won_and_was_needed_is_counted_deal_by_deal(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found, targets=[quarter(1000), Target(500, date(2026, 4, 1), date(2026, 7, 1))])
    for day in (date(2026, 5, 20), date(2026, 8, 15), date(2026, 9, 30), seen[0][0]):
        at, period = end_of_day(day).replace(second=0), quarter_of(day)
        answer = coverage.ask(scope(warehouse, day))
        if answer.unavailable is not None:
            assert period.first not in {date(2026, 4, 1), date(2026, 7, 1)}
            continue
        (row,) = answer.rows
        plain = outlook.due_in(found, period, at, PLAIN_RATES)
        for name, told in asdict(plain).items():
            assert getattr(row, name) == pytest.approx(told), name
        remaining = max(0.0, (row.target or 0) - plain.won_value)
        assert row.coverage == pytest.approx(plain.due_value / remaining if remaining else None)
        assert period.first is not None
        assert period.before is not None
        gone = (day - period.first).days / (period.before - period.first).days
        before = [
            (one, one.first + timedelta(days=int(gone * (one.before - one.first).days)))
            for one in outlook.four_before(period)
            if one.first is not None and one.before is not None
        ]
        assert row.yield_share == pytest.approx(outlook.yield_share(found, before, at, PLAIN_RATES))


def quarter(amount: float, **named: str) -> Target:
    """A target for the third quarter."""
    return Target(amount, date(2026, 7, 1), date(2026, 10, 1), **named)


def a_quarter_under_way() -> Pipeline:
    """Won 300; open and due 400 + 100; overdue 50; due next quarter 70; undated 20."""
    return (
        a_pipeline(stages="Lead, Proposal")
        .deal("won", amount=300, owner="Ana").enters("Lead", on="2026-06-01").wins(on="2026-07-20")
        .deal("due", amount=400, owner="Ana", expected_close="2026-09-10", probability=0.5).enters("Lead", on="2026-06-10")
        .deal("due too", amount=100, owner="Bo", expected_close="2026-08-15").enters("Lead", on="2026-06-10")
        .deal("late", amount=50, owner="Bo", expected_close="2026-08-14").enters("Lead", on="2026-06-10")
        .deal("next", amount=70, owner="Bo", expected_close="2026-10-01").enters("Lead", on="2026-06-10")
        .deal("some day", amount=20, owner="Bo").enters("Lead", on="2026-06-10")
    )  # fmt: skip


def test_coverage_is_what_is_open_and_due_over_what_remains(holding: Holding) -> None:
    (row,) = coverage.ask(scope(holding(a_quarter_under_way(), targets=[quarter(1000)]), TODAY)).rows
    assert (row.period_start, row.period_end) == (Q3.first, Q3.before)
    assert (row.target, row.won_value, row.remaining) == (1000, 300, 700)
    assert (row.due, row.due_value) == (2, 500)
    assert row.coverage == pytest.approx(500 / 700)
    assert (row.overdue, row.overdue_value) == (1, 50)
    assert (row.undated, row.undated_value) == (1, 20)
    assert row.weighted_value == pytest.approx(200)
    assert row.elapsed_share == pytest.approx(46 / 92)
    assert row.won_share == pytest.approx(0.3)
    assert row.needed_coverage is None


def test_a_target_that_is_met_says_so_and_has_no_coverage(holding: Holding) -> None:
    (row,) = coverage.ask(scope(holding(a_quarter_under_way(), targets=[quarter(250)]), TODAY)).rows
    assert row.reached
    assert row.remaining == 0
    assert row.coverage is None


def test_without_a_target_there_is_no_coverage_but_what_would_give_one(holding: Holding) -> None:
    answer = coverage.ask(scope(holding(a_quarter_under_way()), TODAY))
    assert answer.rows == ()
    assert answer.unavailable is not None
    assert answer.unavailable.needs


@pytest.mark.parametrize("narrowed", [{"amount_before": 500.0}, {"amount_from": 10.0}, {"active_within_days": 90}])
def test_under_a_filter_that_nobody_sets_targets_for_the_filter_is_named_and_not_a_file(
    holding: Holding, narrowed: dict[str, Any]
) -> None:
    warehouse = holding(a_quarter_under_way(), targets=[quarter(1000)])
    refused = coverage.ask(scope(warehouse, TODAY, **narrowed)).unavailable
    assert refused is not None
    assert refused.too_narrow
    assert refused.needs == WIDEN
    assert needed_deals.ask(scope(warehouse, TODAY, **narrowed)).unavailable == refused
    by_source = coverage.ask(scope(warehouse, TODAY), by="source").unavailable
    assert by_source is not None
    assert not by_source.too_narrow


def test_a_company_target_is_not_added_to_those_of_its_people(holding: Holding) -> None:
    targets = [quarter(1000), quarter(600, level="owner", name="Ana"), quarter(500, level="owner", name="Bo")]
    warehouse = holding(a_quarter_under_way(), targets=targets)
    (row,) = coverage.ask(scope(warehouse, TODAY)).rows
    assert row.target == 1000
    by_owner = {row.value: row for row in coverage.ask(scope(warehouse, TODAY), by="owner").rows}
    assert {name: row.target for name, row in by_owner.items()} == {"Ana": 600, "Bo": 500}
    assert by_owner["Ana"].coverage == pytest.approx(400 / 300)
    assert by_owner["Bo"].due_value == 100


def test_months_that_fill_the_quarter_are_added_and_a_quarter_beside_them_is_not(holding: Holding) -> None:
    months = [Target(100, date(2026, month, 1), date(2026, month + 1, 1)) for month in (7, 8, 9)]
    (row,) = coverage.ask(scope(holding(a_quarter_under_way(), targets=months), TODAY)).rows
    assert row.target == 300
    (row,) = coverage.ask(scope(holding(a_quarter_under_way(), targets=[*months, quarter(1000)]), TODAY)).rows
    assert row.target == 1000


def test_months_with_a_gap_are_no_target_for_the_quarter(holding: Holding) -> None:
    months = [Target(100, date(2026, month, 1), date(2026, month + 1, 1)) for month in (7, 9)]
    assert coverage.ask(scope(holding(a_quarter_under_way(), targets=months), TODAY)).unavailable is not None


def test_cash_is_not_compared_with_bookings(holding: Holding) -> None:
    warehouse = holding(a_quarter_under_way(), targets=[quarter(1000, measure="cash")])
    assert coverage.ask(scope(warehouse, TODAY)).unavailable is not None


def test_a_target_in_another_currency_is_converted_and_one_without_a_rate_is_none(holding: Holding) -> None:
    (row,) = coverage.ask(scope(holding(a_quarter_under_way(), targets=[quarter(1000, currency="USD")]), TODAY)).rows
    assert row.target == pytest.approx(900)
    warehouse = holding(a_quarter_under_way(), targets=[quarter(1000, currency="XAF")])
    assert coverage.ask(scope(warehouse, TODAY)).unavailable is not None


def test_needed_coverage_is_one_over_the_yield_of_the_same_day_of_earlier_quarters(holding: Holding) -> None:
    """On 15 May 800 were open and due by the end of June: 200 of them were won; by then 100 of all 300 won were in."""
    story = (
        a_quarter_under_way()
        .deal("early", amount=100).enters("Lead", on="2026-03-20").wins(on="2026-04-20")
        .deal("kept", amount=200, expected_close="2026-06-10").enters("Lead", on="2026-04-01")
        .is_due("2026-06-20", since="2026-05-01").wins(on="2026-06-20")
        .deal("lost", amount=600, expected_close="2026-06-25").enters("Lead", on="2026-04-01")
        .is_due("2026-06-20", since="2026-05-01").loses(on="2026-06-21")
    )  # fmt: skip
    (row,) = coverage.ask(scope(holding(story, targets=[quarter(1000)]), TODAY)).rows
    assert row.past_periods == 1
    assert row.yield_share == pytest.approx(200 / 800)
    assert row.needed_coverage == pytest.approx(4)
    assert row.needed_value == pytest.approx(2800)
    assert row.usual_share == pytest.approx(100 / 300)


def test_a_file_that_overwrites_due_dates_on_closing_tells_no_needed_coverage(holding: Holding) -> None:
    story = a_quarter_under_way()
    for number in range(5):
        story = story.deal(f"closed {number}", amount=200).enters("Lead", on="2026-04-01").wins(on="2026-06-20")
    (row,) = coverage.ask(scope(holding(story, targets=[quarter(1000)]), TODAY)).rows
    assert row.needed_coverage is None
    assert row.usual_share == 0


def test_what_is_known_later_does_not_change_what_was_covered(holding: Holding) -> None:
    before = coverage.ask(scope(holding(a_quarter_under_way(), targets=[quarter(1000)]), TODAY)).rows
    later = a_quarter_under_way().deal("new", amount=900, created="2026-08-20").enters("Lead", on="2026-08-20")
    assert coverage.ask(scope(holding(later, targets=[quarter(1000)]), TODAY)).rows == before


def test_the_yield_counts_what_is_due_from_that_day_on_and_won_before_the_period_is_over(holding: Holding) -> None:
    story = (
        a_quarter_under_way()
        .deal("early", amount=100).enters("Lead", on="2026-03-20").wins(on="2026-04-20")
        .deal("won that day", amount=100).enters("Lead", on="2026-03-20").wins(on="2026-05-15 10:00")
        .deal("kept", amount=200, expected_close="2026-06-10").enters("Lead", on="2026-04-01")
        .is_due("2026-06-20", since="2026-05-01").wins(on="2026-06-20")
        .deal("due that day", amount=400, expected_close="2026-06-10").enters("Lead", on="2026-04-01")
        .is_due("2026-05-15", since="2026-05-01").loses(on="2026-05-20")
        .deal("due after it", amount=800, expected_close="2026-06-10").enters("Lead", on="2026-04-01")
        .is_due("2026-07-01", since="2026-05-01").loses(on="2026-07-02")
        .deal("won as it ended", amount=1600, expected_close="2026-06-10").enters("Lead", on="2026-04-01 09:00")
        .is_due("2026-06-20", since="2026-05-01 09:00").wins(on="2026-07-01 00:00")
        .deal("taken back", amount=3200, expected_close="2026-06-10").enters("Lead", on="2026-04-01")
        .is_due("2026-09-20", since="2026-04-02").wins(on="2026-05-01").enters("Lead", on="2026-05-10")
    )  # fmt: skip
    (row,) = coverage.ask(scope(holding(story, targets=[quarter(1000)]), TODAY)).rows
    assert row.yield_share == pytest.approx(200 / (200 + 400 + 1600))
    assert row.usual_share == pytest.approx(200 / 400)
