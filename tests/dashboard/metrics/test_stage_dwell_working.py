"""Stays in working days: the same stays as in calendar days, each as long as the working days it spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.metrics import stage_dwell
from dashboard.metrics.answers import WORKING_DAYS
from dashboard.metrics.stage_dwell_working import worked_stays
from dashboard.periods import MINUTES_A_DAY, day_number, end_of_day, minute_number
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import COUNTRY, DAYS_OFF, DAYS_WORKED, DECISIONS, WEEKEND, Decision, decide
from dashboard.warehouse.working_days import WorkCalendar, made_up_before, worked_days
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.dashboard.metrics.test_stage_dwell import same_figures
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import FIRST_DAY, LAST_DAY, Look, looks, pipelines
from tests.reference.dwell import stays
from tests.reference.working_days import Calendar, national_day_2024

dates = st.dates(FIRST_DAY, LAST_DAY)
calendars = st.builds(
    Calendar,
    st.sampled_from([(5, 6), (4, 5), (6,), ()]),
    st.sets(dates, max_size=12),
    st.sets(dates, max_size=12),
)


def only(warehouse: Warehouse, changes: Mapping[Decision, str]) -> Warehouse:
    """The shared warehouse with these settings and no others."""
    decide(warehouse, {**dict.fromkeys(DECISIONS), **changes})
    return warehouse


def decide_on(warehouse: Warehouse, told: Calendar) -> None:
    """Put a calendar of the reference into the settings."""
    off, worked = (", ".join(map(str, days)) for days in (told.days_off - told.days_worked, told.days_worked))
    weekend = ", ".join(("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day] for day in told.weekend)
    only(warehouse, {WEEKEND: weekend, DAYS_OFF: off, DAYS_WORKED: worked})


@given(found=pipelines(), seen=looks(), told=calendars)
@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
def test_every_stay_is_as_long_as_the_working_days_it_spans(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look], told: Calendar
) -> None:
    warehouse = holding(*found)
    decide_on(warehouse, told)
    for day, period in seen:
        asked = scope(warehouse, day, period)
        answer = stage_dwell.ask(asked, mode=WORKING_DAYS)
        assert answer.n == stage_dwell.ask(asked).n
        rows = {(row.pipeline, row.stage): row for row in answer.rows}
        for pipeline in found:
            for stage in pipeline.stages:
                same_figures(
                    rows.get((pipeline.name, stage)),
                    stays(pipeline, stage, end_of_day(day), period, spent=told.minutes),
                )


@given(found=pipelines(), seen=looks(), told=calendars)
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
def test_stays_counted_by_the_day_are_those_counted_by_the_minute(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look], told: Calendar
) -> None:
    """By the day the warehouse counts those that ended; by the minute all are counted one by one."""
    warehouse = holding(*found)
    decide_on(warehouse, told)
    for day, period in seen:
        counted: list[Counter[tuple[int, ...]]] = []
        for step_min in (MINUTES_A_DAY, 1):
            rows, _ = worked_stays(scope(warehouse, day, period).broken_down("owner"), step_min)
            days, ways = rows["steps_and_way"] // 8 * step_min // MINUTES_A_DAY, rows["steps_and_way"] % 8
            counted.append(Counter())
            for *place, stays_there in zip(rows["stage"], rows["code"], days, ways, rows["stays"], strict=True):
                counted[-1][tuple(map(int, place))] += int(stays_there)
        assert counted[0] == counted[1]


@given(told=calendars, since=st.dates(date(1955, 1, 1), LAST_DAY), length=st.integers(0, 900))
@settings(max_examples=60)
def test_the_counted_days_before_a_day_are_those_that_a_person_would_count(
    told: Calendar, since: date, length: int
) -> None:
    calendar = WorkCalendar("", frozenset(told.weekend), frozenset(told.days_off), frozenset(told.days_worked))
    until = since + timedelta(days=length)
    counted = worked_days(calendar, day_number(since), day_number(until))
    assert counted.before[length] == sum(told.works(since + timedelta(days=ahead)) for ahead in range(length))
    assert bool(counted.works[length]) == told.works(until)


def test_the_national_day_of_2024_has_its_seven_days_off_and_its_saturday_made_up_for(holding: Holding) -> None:
    story = a_pipeline()
    for number in range(5):
        story = story.deal(f"D{number}").enters("Lead", on="2024-09-27").moves_to("Qualified", on="2024-10-14")
    warehouse = holding(story)
    asked = scope(warehouse, date(2024, 10, 14))
    only(warehouse, {COUNTRY: "cn"})
    (lead, _) = stage_dwell.ask(asked, mode=WORKING_DAYS).rows
    # Friday 27, Sunday 29 and Monday 30 September; 8 to 11 October; Saturday 12, made up for the 4th.
    assert lead.km_median_days == lead.median_completed_days == 8
    assert national_day_2024().minutes(datetime(2024, 9, 27), datetime(2024, 10, 14)) == 8 * 1440
    only(warehouse, {})
    (lead, _) = stage_dwell.ask(asked, mode=WORKING_DAYS).rows
    assert lead.km_median_days == 11
    assert stage_dwell.ask(asked).rows[0].km_median_days == 17


@pytest.mark.parametrize("year", range(2015, 2027))
def test_every_year_of_china_has_weekends_that_are_worked_and_a_national_day_off(year: int) -> None:
    first = day_number(date(year, 1, 1))
    days = worked_days(WorkCalendar("CN"), first, day_number(date(year, 12, 31)))
    weekends = worked_days(WorkCalendar(), first, day_number(date(year, 12, 31)))
    made_up = [place for place in range(365) if days.works[place] and not weekends.works[place]]
    assert 5 <= len(made_up) <= 8
    october = day_number(date(year, 10, 1)) - first
    assert not days.works[october : october + 5].any()
    # Moving days off to weekdays takes none away: what is made up for is the difference to the holidays by law.
    assert 245 <= days.works[:365].sum() <= 252


def test_days_whose_make_up_days_nobody_has_announced_are_told_apart() -> None:
    china = made_up_before("CN")
    assert china is not None
    assert china >= date(2027, 1, 1)
    assert made_up_before("US") is None
    assert made_up_before("") is None


def test_a_stay_of_a_weekend_is_of_no_length_and_still_a_stay(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("Weekend")
        .enters("Lead", on="2026-01-03")
        .moves_to("Qualified", on="2026-01-05")
        .deal("Week")
        .enters("Lead", on="2026-01-05")
        .moves_to("Qualified", on="2026-01-10")
    )
    lead = stage_dwell.ask(scope(only(holding(story), {}), date(2026, 1, 10)), mode=WORKING_DAYS).rows[0]
    assert (lead.n_completed, lead.mean_completed_days, lead.longest_days) == (2, 2.5, 5)


def test_the_answer_names_the_calendar_that_it_rests_on(holding: Holding) -> None:
    warehouse = holding(a_pipeline().deal("D1").enters("Lead", on="2026-01-05"))
    only(warehouse, {COUNTRY: "CN", DAYS_OFF: "2026-07-01"})
    answer = stage_dwell.ask(scope(warehouse, date(2026, 2, 1)), mode=WORKING_DAYS)
    assert answer.mode == WORKING_DAYS
    assert answer.parameters["country"] == "CN"
    assert answer.parameters["days_off"] == ["2026-07-01"]
    assert "working day" in answer.sql


def test_a_stay_that_came_under_observation_late_is_at_risk_from_the_working_day_on_which_it_did(
    holding: Holding,
) -> None:
    story = a_pipeline()
    for number, left in enumerate(("2026-01-06", "2026-01-07", "2026-01-08", "2026-01-12")):
        story = story.deal(f"D{number}").enters("Lead", on="2026-01-05").moves_to("Qualified", on=left)
    warehouse = only(holding(story), {})
    asked = scope(warehouse, date(2026, 1, 12))
    assert stage_dwell.ask(asked, mode=WORKING_DAYS).rows[0].km_median_days == 2.5
    for seen, median in (("2026-01-07", 2), ("2026-01-10", 2)):
        # On Saturday the 10th the last one has no working time left to be watched, and still ends.
        late = replace(asked, totals=replace(asked.totals, late_entries=1))
        with closing(warehouse.cursor()) as cursor:
            cursor.execute(
                "UPDATE fast.visits SET observed_min = $seen WHERE kind = 0 AND left_min = $left",
                {
                    "seen": minute_number(datetime.fromisoformat(seen)),
                    "left": minute_number(datetime(2026, 1, 12)),
                },
            )
        row = stage_dwell.ask(late, mode=WORKING_DAYS).rows[0]
        assert (row.n_completed, row.km_median_days, row.longest_days) == (4, median, 5)
