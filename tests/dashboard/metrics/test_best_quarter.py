"""What a stage would bring at the pace of its best quarter: the truth where it is known, and silence where it is not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from dashboard.metrics import best_quarter
from dashboard.metrics.best_quarter import NO_PACE
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Deal, Event, Pipeline, a_pipeline

TODAY = date(2026, 9, 30)
FIRST = date(2025, 7, 1)
SPRING = (date(2026, 4, 1), date(2026, 7, 1))


def steady(*, won_of_ten: int, in_spring: int, days: int = 10, spring_days: int = 10) -> Pipeline:
    """Two deals a day; of ten so many are won after half to one and a half times their days; in spring others."""
    deals = []
    for number in range(2 * (TODAY - FIRST).days):
        came = datetime.combine(FIRST, time(9)) + timedelta(hours=12 * number)
        spread = 0.5 + number * 3 % 11 / 10
        is_spring = SPRING[0] <= (came + timedelta(days=spring_days * spread)).date() < SPRING[1]
        left = came + timedelta(days=(spring_days if is_spring else days) * spread)
        events = [Event("Lead", came, by_day=False)]
        if left.date() <= TODAY:
            is_won = number * 7 % 10 < (in_spring if is_spring else won_of_ten)
            events.append(Event("Won" if is_won else "Lost", left, by_day=False))
        deals.append(Deal(f"D{number}", "Sales", 100.0, came, None, "A", {}, tuple(events)))
    return Pipeline("Sales", ("Lead", "Proposal"), tuple(deals))


def test_a_stage_that_won_twice_as_often_in_spring_would_win_twice_as_often_again(holding: Holding) -> None:
    """Three of ten are won, six of ten in spring: of 730 deals a year, 3 more of each ten that end within it."""
    (row,) = best_quarter.ask(scope(holding(steady(won_of_ten=3, in_spring=6)), TODAY)).rows
    assert row.best_start == date(2026, 4, 1)
    assert row.advance_now == pytest.approx(0.3, abs=0.02)
    assert row.advance_best == pytest.approx(0.6, abs=0.02)
    # Those that stand there now end too, those of the last ten days do not: 730 in all.
    assert row.wins_more == pytest.approx(730 * 0.3, rel=0.1)
    assert row.wins_lost == pytest.approx(730 * 0.3, rel=0.1)
    assert row.money_a_day == pytest.approx(row.wins_more * 100 / 365)


def test_a_stage_that_was_only_faster_in_spring_loses_nothing_in_the_end(holding: Holding) -> None:
    """As many are won, after 10 days instead of 40: the wins of about 30 days come within the year that would not."""
    (row,) = best_quarter.ask(scope(holding(steady(won_of_ten=5, in_spring=5, days=40)), TODAY)).rows
    assert row.best_start == date(2026, 4, 1)
    assert row.median_best_days is not None
    assert row.median_now_days is not None
    assert row.median_best_days < row.median_now_days
    assert row.wins_more == pytest.approx(2 * 0.5 * 30, rel=0.2)
    assert row.wins_lost < 0.2 * row.wins_more


def test_a_stage_that_is_best_now_has_no_better_quarter(holding: Holding) -> None:
    (row,) = best_quarter.ask(scope(holding(steady(won_of_ten=6, in_spring=3)), date(2026, 9, 30))).rows
    assert row.wins_more == pytest.approx(0, abs=730 * 0.02)


def test_quarters_and_stages_with_few_ended_stays_are_not_ranked(holding: Holding) -> None:
    story = a_pipeline(stages="Lead, Proposal")
    for number in range(15):
        day = date(2026, 5, 1) + timedelta(days=number)
        story = story.deal(f"D{number}", amount=10).enters("Lead", on=f"{day} 09:00")
        story = story.wins(on=f"{day + timedelta(days=80)} 09:00")
    answer = best_quarter.ask(scope(holding(story), TODAY))
    assert answer.rows == ()
    assert answer.excluded[NO_PACE] == 2


def test_one_export_cannot_show_it(holding: Holding) -> None:
    story = a_pipeline().deal("D1", level="D", created="2026-01-02").enters("Lead", on="2026-01-02")
    assert best_quarter.ask(scope(holding(story), TODAY)).unavailable is not None
