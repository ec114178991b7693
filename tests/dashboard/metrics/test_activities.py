"""Activities a deal, deals without any included."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics import activities, deals_behind
from dashboard.metrics.activities import OF_NO_DEAL
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_around import ToldActivity, store_around
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import FIRST_DAY, LAST_DAY, Look, looks, pipelines
from tests.reference.activities import counted

_moments = st.builds(
    datetime.combine, st.dates(FIRST_DAY, LAST_DAY), st.sampled_from([time(), time(9, 30), time(16, 1)])
)
_told = st.lists(
    st.tuples(st.integers(0, 5), _moments, st.sampled_from(["call", "email", "meeting"])), min_size=12, max_size=60
)


@given(found=pipelines(), seen=looks(), told=_told)
@settings(max_examples=5)
def test_every_count_is_that_of_a_plain_reading(
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
    found: tuple[Pipeline, ...],
    seen: list[Look],
    told: list[tuple[int, datetime, str]],
) -> None:
    warehouse = holding(*found)
    done = tuple(
        ToldActivity(f"Sales-{number}", at, type=kind, activity_id=str(place))
        for place, (number, at, kind) in enumerate(told)
    )
    store_around(warehouse, tmp_path_factory.mktemp("around"), activities=done)
    for day, period in [*seen, (LAST_DAY, Period())]:
        answer = activities.ask(scope(warehouse, day, period))
        for row in answer.rows:
            plain = counted(found, done, row.type, period, end_of_day(day).replace(second=0))
            assert (row.deals, row.zero_deals, row.activities) == (
                plain.deals, plain.zero_deals, plain.activities[""],
            )  # fmt: skip
            assert row.per_deal == pytest.approx(plain.activities[""] / plain.deals)
            assert row.per_30_days == pytest.approx(30 * plain.activities[""] / plain.open_days[""])
            assert (row.won_deals, row.lost_deals) == (plain.members["won"], plain.members["lost"])
            assert row.won_per_deal == _rate(plain.activities["won"], plain.members["won"])
            assert row.lost_per_30_days == _rate(30 * plain.activities["lost"], plain.open_days["lost"])
            assert row.silent_days == plain.silent_days
        for row in answer.rows[:1]:
            for outcome, deals in (("won", row.won_deals), ("lost", row.lost_deals)):
                behind = deals_behind.ask(scope(warehouse, day, period), Selection(activities.NAME, outcome))
                assert behind.n == deals
        by_owner = [row for row in activities.ask(scope(warehouse, day, period), "owner").rows if row.type == ""]
        assert sum(row.activities for row in by_owner) == sum(row.activities for row in answer.rows if row.type == "")
        assert sum(row.deals for row in by_owner) == answer.n


def _rate(part: float, whole: float) -> object:
    return pytest.approx(part / whole) if whole else None


def _story() -> Pipeline:
    return (
        a_pipeline()
        .deal("busy", owner="Ana").enters("Lead", on="2026-01-01").wins(on="2026-01-31")
        .deal("quiet", owner="Bo").enters("Lead", on="2026-01-01").loses(on="2026-01-31")
    )  # fmt: skip


def test_a_deal_without_activities_counts_as_zero_and_what_comes_after_the_close_does_not(
    holding: Holding, tmp_path: Path
) -> None:
    warehouse = holding(_story())
    done = [ToldActivity("busy", datetime(2026, 1, day, 9), type="call") for day in (5, 6, 31)]
    after = [ToldActivity("busy", datetime(2026, 2, 3), type="email"), ToldActivity("nobody's", datetime(2026, 1, 9))]
    store_around(warehouse, tmp_path / "a", activities=(*done, *after))
    answer = activities.ask(scope(warehouse, date(2026, 3, 1)))
    (whole, calls) = answer.rows
    assert (whole.type, whole.deals, whole.activities, whole.per_deal, whole.zero_deals) == ("", 2, 3, 1.5, 1)
    assert (calls.type, calls.won_per_deal, calls.lost_per_deal) == ("call", 3.0, 0.0)
    assert calls.won_per_30_days == pytest.approx(3.0)
    assert answer.excluded == {OF_NO_DEAL: 1}


def test_activities_count_on_the_days_of_the_period_on_which_their_deal_was_open(
    holding: Holding, tmp_path: Path
) -> None:
    """March: of a deal that came on the 2nd and left on the 20th, one open all along, and one that came back."""
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("left").enters("Lead", on="2026-03-02 15:00").wins(on="2026-03-20 09:00")
        .deal("stays").enters("Lead", on="2026-01-02 09:00").moves_to("Proposal", on="2026-03-10 09:00")
        .deal("came back").enters("Lead", on="2026-01-02 09:00").loses(on="2026-03-05 09:00")
        .enters("Lead", on="2026-03-15 09:00")
    )  # fmt: skip
    warehouse = holding(story)
    days = {"left": (1, 2, 20, 21), "stays": (1, 31), "came back": (4, 5, 6, 14, 15)}
    march = [
        ToldActivity(deal, datetime(2026, 3, day, 23, 30), type="call") for deal, all_ in days.items() for day in all_
    ]
    around = [
        (date(2026, 2, 28), "stays"),
        (date(2026, 4, 1), "stays"),
        (date(2026, 2, 28), "came back"),
        (date(2026, 3, 16), "came back"),
    ]
    beside = [ToldActivity(deal, datetime.combine(day, time(9)), type="email") for day, deal in around]
    beside.append(ToldActivity("stays", datetime(2026, 4, 20, 23, 59), type="email"))
    store_around(warehouse, tmp_path / "a", activities=(*march, *beside))
    period = Period(date(2026, 3, 1), date(2026, 4, 1))
    (whole, calls, mails) = activities.ask(scope(warehouse, date(2026, 4, 20), period)).rows
    assert (whole.deals, whole.activities, whole.zero_deals) == (3, 2 + 2 + 3 + 1, 0)
    assert (calls.type, calls.activities, calls.zero_deals) == ("call", 7, 0)
    assert (mails.type, mails.activities, mails.zero_deals) == ("email", 1, 2)
    assert (whole.won_deals, whole.won_per_deal) == (1, 2)
    assert (whole.silent_days, calls.silent_days, mails.silent_days) == ((0 + 35) / 2, (20 + 36) / 2, (0 + 35) / 2)


def test_without_activities_there_is_no_answer_and_not_a_zero(holding: Holding) -> None:
    answer = activities.ask(scope(holding(_story()), date(2026, 3, 1)))
    assert answer.unavailable is not None
    assert answer.rows == ()
