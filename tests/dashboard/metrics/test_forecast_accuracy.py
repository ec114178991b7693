"""What the weighing said of past quarters, and what came: no look ahead, and nothing told where dates are not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings

from dashboard.metrics import forecast_accuracy
from dashboard.metrics.forecast_accuracy import NO_CHANCE_THEN, accuracy
from dashboard.periods import quarter_of
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_outlooks import outlooks
from tests.pipeline_strategies import PLAIN_RATES
from tests.reference import outlook

TODAY = date(2026, 7, 15)


@given(found=outlooks())
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_each_quarter_is_what_its_due_deals_were_worth_with_the_chances_of_its_start(
    holding: Holding, found: tuple[Pipeline, ...]
) -> None:
    warehouse = holding(*found)
    for day in (date(2026, 7, 15), date(2026, 12, 31), date(2027, 4, 2)):
        current = quarter_of(day + timedelta(days=1))
        told = [
            outlook.quarter_said(found, quarter, PLAIN_RATES) for quarter in reversed([*outlook.four_before(current)])
        ]
        plain = [one for one in told if one is not None and one.deals]
        answer = forecast_accuracy.ask(scope(warehouse, day))
        assert len(answer.rows) == len(plain)
        for row, one in zip(answer.rows, plain, strict=True):
            assert (row.deals, row.won) == (one.deals, one.won)
            assert (row.due_value, row.forecast, row.actual) == pytest.approx((one.due_value, one.forecast, one.actual))
            assert row.bias == pytest.approx(one.forecast - one.actual)


def half_are_won() -> Pipeline:
    """Forty deals decided in winter, half of them won, all within five days of entering Lead."""
    story = a_pipeline(stages="Lead, Proposal")
    for number in range(40):
        begin = date(2026, 1, 5) + timedelta(days=number)
        story = story.deal(f"then {number}", amount=100, expected_close=f"{begin + timedelta(days=5)}")
        story = story.enters("Lead", on=f"{begin} 09:00").is_due("2026-03-01", since=f"{begin} 10:00")
        end = f"{begin + timedelta(days=5)} 09:00"
        story = story.wins(on=end) if number % 2 else story.loses(on=end)
    return story


def due(story: Pipeline, name: str, amount: float, *, on: str) -> Pipeline:
    """Open since 20 March, and due on a day that the history tells."""
    story = story.deal(name, amount=amount, expected_close="2026-04-01").enters("Lead", on="2026-03-20 09:00")
    return story.is_due(on, since="2026-03-21 09:00")


def test_a_quarter_is_what_its_due_deals_were_expected_to_bring_and_brought(holding: Holding) -> None:
    story = due(half_are_won(), "won in it", 1000, on="2026-05-15").wins(on="2026-06-10 09:00")
    story = due(story, "lost in it", 600, on="2026-06-15").loses(on="2026-06-11 09:00")
    story = due(story, "won after it", 400, on="2026-06-20").wins(on="2026-07-05 09:00")
    story = due(story, "due after it", 5000, on="2026-08-20")
    rows = forecast_accuracy.ask(scope(holding(story), TODAY)).rows
    spring = rows[-1]
    assert (spring.period_start, spring.period_end) == (date(2026, 4, 1), date(2026, 6, 30))
    assert (spring.deals, spring.due_value, spring.won, spring.actual) == (3, 2000, 1, 1000)
    # Half of the forty had been won by then; what became of these three could not be known.
    assert spring.forecast == pytest.approx(1000)
    assert spring.bias == pytest.approx(0)
    assert spring.accuracy == pytest.approx(1)


def test_where_files_do_not_tell_when_deals_were_due_nothing_is_told(holding: Holding) -> None:
    story = a_pipeline().deal("A", amount=10).enters("Lead", on="2026-03-20").wins(on="2026-05-02")
    assert forecast_accuracy.ask(scope(holding(story), TODAY)).unavailable is not None


@pytest.mark.parametrize(
    ("forecast", "actual", "told"), [(80, 100, 0.8), (120, 100, 0.8), (300, 100, 0.0), (5, 0, None), (0, 10, 0.0)]
)
def test_accuracy_is_one_less_the_relative_error_and_never_below_zero(
    forecast: float, actual: float, told: float | None
) -> None:
    assert accuracy(forecast, actual) == (None if told is None else pytest.approx(told))


def test_a_quarter_holds_what_was_due_in_it_as_it_stood_at_the_end_of_the_day_before(holding: Holding) -> None:
    story = due(half_are_won(), "due on the first day", 1, on="2026-04-01")
    story = due(story, "overdue by then", 2, on="2026-03-31")
    story = due(story, "due on the last day", 4, on="2026-06-30")
    story = due(story, "due the day after", 8, on="2026-07-01")
    story = story.deal("came at the last minute", amount=16, expected_close="2026-05-15")
    story = story.enters("Lead", on="2026-03-31 23:59")
    story = due(story, "gone at the last minute", 32, on="2026-05-15").loses(on="2026-03-31 23:59")
    story = story.deal("in no known stage yet", amount=64, created="2026-03-01", expected_close="2026-05-15")
    story = story.enters("Lead", on="2026-04-10 09:00")
    story = due(story, "won at the last minute", 128, on="2026-05-15").wins(on="2026-06-30 23:59")
    answer = forecast_accuracy.ask(scope(holding(story), TODAY))
    spring = answer.rows[-1]
    assert spring.due_value == 1 + 4 + 16 + 128
    assert NO_CHANCE_THEN not in answer.excluded
    assert (spring.won, spring.actual) == (1, 128)
