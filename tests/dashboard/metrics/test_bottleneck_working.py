"""Verdicts by working days: ages and time watched stand still on days off, and holidays make no bottleneck."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from dashboard.estimates.exits import AGES
from dashboard.metrics import bottlenecks
from dashboard.metrics.answers import WORKING_DAYS
from dashboard.metrics.bottleneck_counts import BAND_OF_DAY, Window
from dashboard.metrics.bottleneck_working import calendar_of, worked_spans
from dashboard.metrics.grounds import stages_of
from dashboard.periods import end_of_day, minute_number
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.dashboard.metrics.test_stage_dwell_working import calendars, decide_on
from tests.pipeline_builder import Deal, Event, Pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.exits import CAUSES
from tests.reference.visits import LAST_INSTANT, Visit, has_history, visits
from tests.reference.working_days import Calendar

TODAY = date(2026, 9, 30)
HOLIDAYS = {date(2026, 8, 20) + timedelta(days=day) for day in range(25)}
UPPER = [*AGES[1:], math.inf]


@given(found=pipelines(whole_histories=True), seen=looks(), told=calendars)
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
def test_every_working_day_in_a_stage_is_watched_once_in_its_window(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look], told: Calendar
) -> None:
    warehouse = holding(*found)
    decide_on(warehouse, told)
    for day, _ in seen:
        asked, last = scope(warehouse, day), end_of_day(day).replace(second=0)
        edges = [last - timedelta(days=days) for days in (45, 17, 0)]
        windows = list(pairwise(edges))
        alone = [Window(era, era + 1) for era in range(len(windows))]
        spans = worked_spans(asked, calendar_of(asked), [minute_number(edge) for edge in edges], alone)
        stages = {stage.stage_code: (stage.pipeline, stage.stage) for stage in stages_of(asked)}
        for era, window in enumerate(windows):
            days, ends = _watched(found, told, window, last)
            for at, (code, _) in enumerate(spans.cells):
                where = stages[code]
                nothing = np.zeros(len(AGES)), np.zeros((len(AGES), 4))
                assert spans.windows[era].exposure[at] == pytest.approx(days.pop(where, nothing[0]), abs=1e-9)
                assert (spans.windows[era].ends[at] == ends.pop(where, nothing[1])).all()
            assert not ends
            assert not any(spent.any() for spent in days.values())


Watched = tuple[dict[tuple[str, str], np.ndarray], dict[tuple[str, str], np.ndarray]]


def _watched(
    found: tuple[Pipeline, ...], told: Calendar, window: tuple[datetime, datetime], as_of: datetime
) -> Watched:
    """Working days spent by age, and ends by age and cause, of each stage, visit by visit."""
    days: dict[tuple[str, str], np.ndarray] = {}
    ends: dict[tuple[str, str], np.ndarray] = {}
    for pipeline in found:
        for deal in pipeline.deals:
            for visit in visits(pipeline, deal, as_of) if has_history(deal) else []:
                left = visit.left or LAST_INSTANT
                if visit.kind != "open" or left <= window[0] or visit.entered >= window[1]:
                    continue
                if told.minutes(visit.entered, min(left, as_of + timedelta(minutes=1))) == 0:
                    continue
                place = (pipeline.name, visit.stage)
                begin, end = _ages(visit, told, window)
                inside = [max(min(end, top) - max(begin, low), 0.0) for low, top in zip(AGES, UPPER, strict=True)]
                days[place] = days.get(place, np.zeros(len(AGES))) + np.array(inside)
                if left <= window[1] and visit.exit in CAUSES:
                    band = max(BAND_OF_DAY[max(math.ceil(end) - 1, 0)], BAND_OF_DAY[int(begin)])
                    ends.setdefault(place, np.zeros((len(AGES), 4)))[band, CAUSES[visit.exit]] += 1
    return days, ends


def _ages(visit: Visit, told: Calendar, window: tuple[datetime, datetime]) -> tuple[float, float]:
    """Working days since the entry at which the window begins and ceases to see the visit."""
    begin, end = max(visit.entered, window[0]), min(visit.left or LAST_INSTANT, window[1])
    return told.minutes(visit.entered, begin) / 1440, told.minutes(visit.entered, end) / 1440


def _office(told: Calendar, slow_from: date = TODAY) -> Pipeline:
    """Three deals come in on every working day; each is decided after three to nine of them, half of them won.

    Those that come in from `slow_from` on take twice as long.
    """
    first = date(2025, 6, 2)
    open_days = [day for at in range((TODAY - first).days + 1) if told.works(day := first + timedelta(days=at))]
    deals = []
    for number in range(3 * len(open_days)):
        came = number // 3
        decided = came + (3 + number % 7) * (2 if open_days[came] >= slow_from else 1)
        events = [Event("Lead", datetime.combine(open_days[came], time(9)), by_day=False)]
        if decided < len(open_days):
            end = datetime.combine(open_days[decided], time(9))
            events.append(Event("Won" if number % 2 else "Lost", end, by_day=False))
        deals.append(Deal(f"D{number}", "Sales", 100.0, events[0].at, None, "A", {}, tuple(events)))
    return Pipeline("Sales", ("Lead", "Proposal"), tuple(deals))


def test_holidays_slow_a_stage_by_the_calendar_and_not_by_working_days(holding: Holding) -> None:
    told = Calendar(days_off=HOLIDAYS)
    story = _office(told)
    warehouse = holding(story)
    decide_on(warehouse, told)
    (by_calendar,), (by_work,) = (
        bottlenecks.ask(scope(warehouse, TODAY), mode=mode).rows for mode in ("60", WORKING_DAYS)
    )
    assert by_calendar.exits_ratio is not None
    assert by_work.exits_ratio is not None
    assert by_calendar.exits_ratio < 0.8
    assert by_work.exits_ratio == pytest.approx(1, abs=0.1)
    assert by_work.pattern is None
    assert by_work.benchmark_days is not None
    assert by_work.benchmark_days == pytest.approx(6, abs=1)
    now = end_of_day(TODAY).replace(second=0)
    waiting = [deal.events[0].at for deal in story.deals if len(deal.events) == 1]
    late = [told.minutes(came, now) / 1440 - by_work.benchmark_days for came in waiting]
    assert by_work.open_deals == len(waiting)
    assert by_work.excess_deal_days == pytest.approx(sum(days for days in late if days > 0), abs=0.01)
    assert by_work.value_days_lost == pytest.approx(100 * by_work.excess_deal_days)


def test_where_every_day_is_worked_the_verdicts_and_what_they_cost_are_those_of_the_calendar(holding: Holding) -> None:
    warehouse = holding(_office(Calendar(days_off=HOLIDAYS)))
    decide_on(warehouse, Calendar(weekend=()))
    worked = bottlenecks.ask(scope(warehouse, TODAY), mode=WORKING_DAYS)
    (by_work,), (by_calendar,) = (
        worked.rows,
        bottlenecks.ask(scope(warehouse, TODAY), mode=str(bottlenecks.window_days(worked))).rows,
    )
    assert by_calendar.wins_missed
    assert by_calendar.money_a_day
    assert {
        name: pytest.approx(value) if isinstance(value, float) else value for name, value in vars(by_work).items()
    } == vars(by_calendar)


def test_what_a_slow_stage_costs_is_about_the_same_by_either_calendar(holding: Holding) -> None:
    """Three deals come in on a working day, half are won, and they wait six working days more: up to nine wins."""
    told = Calendar()
    warehouse = holding(_office(told, slow_from=date(2026, 7, 20)))
    decide_on(warehouse, told)
    for mode in ("60", WORKING_DAYS):
        (row,) = bottlenecks.ask(scope(warehouse, TODAY), mode=mode).rows
        assert row.pattern == "slow"
        assert row.wins_missed == pytest.approx(7.5, abs=2.5)
        assert row.wins_lost == pytest.approx(0, abs=0.5)
        assert row.money_a_day == pytest.approx(100 * (row.wins_missed or 0) / 365)


def test_before_the_first_visit_of_all_there_is_nothing_to_judge(holding: Holding) -> None:
    entered = Event("Lead", datetime(2026, 4, 17, 9), by_day=False)
    deal = Deal("1", "Sales", 100.0, datetime(2026, 3, 20, 9), None, "A", events=(entered,))
    asked = scope(holding(Pipeline("Sales", ("Lead",), (deal,))), date(2026, 3, 21))
    assert bottlenecks.ask(asked, mode=WORKING_DAYS).rows == ()
