"""Flow through the stages: what was there, came, left and stayed."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from dashboard.metrics import stage_flow
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.flow import flow

PARTS = ("open_at_start", "entered", "advanced", "moved_back", "lost", "void", "won", "open_at_end")


@given(found=pipelines(), seen=looks())
@settings(max_examples=12)
def test_every_visit_is_counted_once_where_it_came_from_and_where_it_went(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        rows = stage_flow.ask(scope(warehouse, day, period)).rows
        shown = {(row.pipeline, row.stage): Counter({part: getattr(row, part) for part in PARTS}) for row in rows}
        for pipeline in found:
            told = flow(pipeline, period, end_of_day(day))
            for stage, counts in zip(pipeline.stages, told, strict=True):
                assert shown.get((pipeline.name, stage), Counter()) == counts


@given(found=pipelines(), seen=looks())
@settings(max_examples=6)
def test_open_at_start_and_entered_less_left_is_open_at_end(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        for row in stage_flow.ask(scope(warehouse, day, period)).rows:
            left = row.advanced + row.moved_back + row.lost + row.void + row.won
            assert row.open_at_start + row.entered - left == row.open_at_end
