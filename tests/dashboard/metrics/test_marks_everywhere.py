"""Whatever happened in a pipeline, a mark of a curve, a rate or a forecast opens as many deals as it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from dashboard.metrics import (
    deals_behind,
    forecast_accuracy,
    lead_conversion,
    leads_behind,
    sales_velocity,
    stage_conversion,
    weighted_pipeline,
    win_curve,
)
from dashboard.metrics.selection import Selection
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.dashboard.metrics.test_lead_conversion import told_leads
from tests.pipeline_around import ToldLead, store_around
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_outlooks import outlooks
from tests.pipeline_strategies import Look, looks, pipelines

Mark = tuple[Selection, int]
"""What a mark stands for, and how many it says they are."""


def of_curves(asked: Scope) -> Iterator[Mark]:
    for mode in win_curve.MODES:
        for row in win_curve.ask(asked, mode).rows:
            yield Selection(win_curve.NAME, value=row.cohort, mode=mode), row.deals


def of_conversions(asked: Scope) -> Iterator[Mark]:
    for days in ("30", "180"):
        for (pipeline, stage, part), deals in stage_conversion.deals_of(asked, days).items():
            yield Selection(stage_conversion.NAME, part, pipeline, stage, value=days), deals


def of_changes_in_velocity(asked: Scope) -> Iterator[Mark]:
    for row in sales_velocity.ask(asked, points=3).rows:
        counts = {
            "part_open_deals": row.open_deals,
            "part_win_rate": row.closed,
            "part_amount": row.won_valued,
            "part_days": row.won_timed,
            "whole": row.closed,
        }
        for part, deals in counts.items():
            yield Selection(sales_velocity.NAME, part, value=f"{row.period_start}", mode="month"), deals


def of_calibration(asked: Scope) -> Iterator[Mark]:
    for row in weighted_pipeline.ask(asked, weighted_pipeline.CALIBRATION).rows:
        assert isinstance(row, weighted_pipeline.Calibrated)
        assert row.different_deals <= row.deals
        yield Selection(weighted_pipeline.NAME, row.source, value=f"{row.said_low}"), row.different_deals


def of_accuracy(asked: Scope) -> Iterator[Mark]:
    for row in forecast_accuracy.ask(asked).rows:
        yield Selection(forecast_accuracy.NAME, value=f"{row.period_start}"), row.won


def open_what_they_say(asked: Scope, marks: Iterator[Mark]) -> None:
    for selection, said in marks:
        assert deals_behind.ask(asked, selection).n == said, selection


@given(found=pipelines(), seen=looks())
@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
def test_curves_conversions_and_levers(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for day, period in seen[:2]:
        asked = scope(warehouse, day, period)
        for marks in (of_curves, of_conversions, of_changes_in_velocity):
            open_what_they_say(asked, marks(asked))


@given(found=outlooks())
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_chances_and_forecasts(holding: Holding, found: tuple[Pipeline, ...]) -> None:
    warehouse = holding(*found)
    for day in (date(2026, 7, 15), date(2026, 12, 31), date(2027, 4, 2)):
        asked = scope(warehouse, day)
        open_what_they_say(asked, of_calibration(asked))
        open_what_they_say(asked, of_accuracy(asked))


@given(leads=told_leads())
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_leads(holding: Holding, tmp_path: Path, leads: tuple[ToldLead, ...]) -> None:
    warehouse = holding(a_pipeline().deal("D1").enters("Lead", on="2026-01-02"))
    store_around(warehouse, tmp_path / str(hash(leads)), leads=leads)
    asked = scope(warehouse, date(2026, 2, 20))
    for by in lead_conversion.DIMENSIONS_OF_LEADS:
        for row in lead_conversion.ask(asked, by).rows:
            counts = {"converted": row.converted, "open": row.open, "disqualified": row.disqualified, "": row.leads}
            for part, said in counts.items():
                behind = leads_behind.ask(asked, Selection(lead_conversion.NAME, part, by=by, value=row.value))
                assert behind.n == len(behind.rows) == said
