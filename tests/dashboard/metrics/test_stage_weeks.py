"""The queue before a stage week by week, and how long deals stay by the quarter in which they came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings

from dashboard.metrics import deals_behind, dwell_trend, stage_dwell, stage_weeks
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, add_months, end_of_day, month_of, quarter_of
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.flow import flow

ENDS = ("advanced", "moved_back", "won", "lost", "void", "missing")


@given(found=pipelines(), seen=looks())
@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
def test_each_week_is_the_flow_of_its_seven_days(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    day, _ = seen[0]
    answer = stage_weeks.ask(scope(warehouse, day))
    for pipeline in found:
        for at, stage in enumerate(pipeline.stages):
            rows = [row for row in answer.rows if (row.pipeline, row.stage) == (pipeline.name, stage)]
            assert len(rows) in (0, stage_weeks.WEEKS)
            for row in rows[-4:]:
                week = Period(row.period_start, row.period_start + timedelta(days=7))
                told = flow(pipeline, week, end_of_day(day))[at]
                assert (row.entered, row.open_at_end) == (told["entered"], told["open_at_end"])
                assert row.left_visits == sum(told[end] for end in ENDS)
    if answer.rows:
        assert answer.rows[-1].period_start + timedelta(days=6) == day


def test_each_part_of_a_week_opens_its_deals_and_one_that_came_twice_is_one(holding: Holding) -> None:
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("twice").enters("Lead", on="2026-06-01").moves_to("Proposal", on="2026-06-24")
        .moves_to("Lead", on="2026-06-26").moves_to("Proposal", on="2026-06-28")
        .deal("stays").enters("Lead", on="2026-06-01").moves_to("Proposal", on="2026-06-12")
        .deal("gone").enters("Lead", on="2026-06-01").moves_to("Proposal", on="2026-06-12").wins(on="2026-06-29 09:00")
    )  # fmt: skip
    asked = scope(holding(story), date(2026, 6, 30))
    week = stage_weeks.ask(asked).rows[-1]
    assert (week.stage, week.period_start, week.open_at_end) == ("Proposal", date(2026, 6, 24), 2)
    assert (week.entered, week.entered_deals, week.left_visits, week.left_deals) == (2, 1, 2, 2)
    opened = {}
    for part in ("entered", "left", "standing"):
        mark = Selection(stage_weeks.NAME, part, week.pipeline, "Proposal", value="2026-06-24")
        opened[part] = {deal.deal_id for deal in deals_behind.ask(asked, mark).rows}
    assert opened == {"entered": {"twice"}, "left": {"twice", "gone"}, "standing": {"twice", "stays"}}


def test_a_point_of_the_trend_is_the_dwell_of_the_stays_that_began_in_it(holding: Holding) -> None:
    story = a_pipeline(stages="Lead, Proposal")
    for number, (month, days) in enumerate(((1, 10), (2, 12), (3, 14), (4, 30), (5, 40), (6, 50))):
        start = date(2026, month, 3)
        story = story.deal(f"D{number}").enters("Lead", on=f"{start} 09:00")
        story = story.moves_to("Proposal", on=f"{start + timedelta(days=days)} 09:00")
    warehouse = holding(story)
    asked = scope(warehouse, date(2026, 8, 31))
    answer = dwell_trend.ask(asked)
    rows = [row for row in answer.rows if row.stage == "Lead"]
    assert [(row.period_start, row.km_median_days) for row in rows] == [(date(2026, 1, 1), 12), (date(2026, 4, 1), 40)]
    for row in rows:
        quarter = Period(row.period_start, add_months(row.period_start, 3))
        (alone,) = (
            one for one in stage_dwell.ask(scope(warehouse, date(2026, 8, 31), quarter)).rows if one.stage == "Lead"
        )
        assert (row.n_completed, row.km_low_days) == (alone.n_completed, alone.km_low_days)
    mark = Selection(dwell_trend.NAME, "", rows[1].pipeline, "Lead", value="2026-04-01", mode="quarter")
    assert {deal.deal_id for deal in deals_behind.ask(asked, mark).rows} == {"D3", "D4", "D5"}
    assert len([row for row in dwell_trend.ask(asked, mode="month").rows if row.stage == "Lead"]) == 6


@given(found=pipelines(), seen=looks())
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
def test_every_point_of_the_trend_has_the_figures_of_its_period_asked_alone(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    day, _ = seen[0]
    for mode, newest in (("quarter", quarter_of(day)), ("month", month_of(day))):
        told = {
            (row.pipeline, row.stage, row.period_start): row
            for row in dwell_trend.ask(scope(warehouse, day), mode=mode).rows
        }
        for back in range(dwell_trend.POINTS[mode]):
            start = add_months(newest.first or day, -dwell_trend.MONTHS[mode] * back)
            period = Period(start, add_months(start, dwell_trend.MONTHS[mode]))
            for alone in stage_dwell.ask(scope(warehouse, day, period)).rows:
                row = told.pop((alone.pipeline, alone.stage, start))
                assert (row.n_completed, row.n_open) == (alone.n_completed, alone.n_open)
                for figure in ("km_median_days", "km_low_days", "km_high_days", "longest_days"):
                    assert getattr(row, figure) == pytest.approx(getattr(alone, figure))
        assert not told
