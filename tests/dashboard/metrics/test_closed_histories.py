"""Two truths that leave no room: closed histories give wins ÷ deals, and snapshots give the stage of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.estimates.chain import absorbing_chances
from dashboard.metrics import deals_behind, win_rate
from dashboard.metrics.grounds import sql_path
from dashboard.periods import end_of_day
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import OUTCOMES, Deal, Event, Pipeline
from tests.pipeline_files import store
from tests.pipeline_strategies import LAST_DAY, RATES, pipelines
from tests.reference.visits import LAST_INSTANT, every, visits

LONG_AGO: Final = -(2**31) + 1
FIRST_END: Final = 3
"""`leaves` of a visit: 1 advanced, 2 moved back, then won, lost, void."""
MUCH_LATER: Final = LAST_DAY + timedelta(days=900)


def closed(pipeline: Pipeline) -> Pipeline:
    """The pipeline with every deal closed once: nothing after its first outcome, and won where it had none."""
    return replace(pipeline, deals=tuple(replace(deal, events=_once(deal), changes=()) for deal in pipeline.deals))


def _once(deal: Deal) -> tuple[Event, ...]:
    for place, event in enumerate(deal.events):
        if event.stage in OUTCOMES:
            return deal.events[: place + 1]
    last = deal.events[-1]
    return (*deal.events, Event("Won", last.at + timedelta(days=2), last.by_day))


@given(found=pipelines(levels=("A",), whole_histories=True))
@settings(max_examples=8)
def test_the_chance_to_win_of_closed_deals_is_wins_over_deals_with_any_skips_and_loops(
    holding: Holding, found: tuple[Pipeline, ...]
) -> None:
    whole = tuple(closed(pipeline) for pipeline in found)
    asked = scope(holding(*whole), MUCH_LATER)
    for pipeline in whole:
        if pipeline.deals:
            mine = scope(asked.warehouse, MUCH_LATER, pipeline=(pipeline.name,))
            (row,) = win_rate.ask(mine).rows
            assert row.won + row.lost + row.void == len(pipeline.deals)
            assert _chance_from_the_moves(mine, pipeline) == pytest.approx(row.won / len(pipeline.deals), abs=1e-12)


def _chance_from_the_moves(asked: Scope, pipeline: Pipeline) -> float:
    """The chance to win at the entry, place 0, by the absorbing chain of the moves that the warehouse counts."""
    places = len(pipeline.stages) + 1
    between, ends = np.zeros((places, places)), np.zeros((places, 3))
    for _, rank, leaves, next_rank, moves in asked.rows(sql_path("stage_moves"), from_min=LONG_AGO):
        if leaves < FIRST_END:
            between[rank, next_rank] += moves
        else:
            ends[rank, leaves - FIRST_END] += moves
    for deal in pipeline.deals:
        between[0, visits(pipeline, deal, LAST_INSTANT)[0].rank] += 1
    return float(absorbing_chances(between, ends)[0, 0])


@given(found=pipelines(levels=("A",), whole_histories=True), gaps=st.lists(st.integers(1, 60), min_size=1, max_size=3))
@settings(max_examples=4)
def test_snapshots_cut_from_a_log_give_the_true_stage_of_every_deal_on_their_days(
    holding: Holding, tmp_path_factory: pytest.TempPathFactory, found: tuple[Pipeline, ...], gaps: list[int]
) -> None:
    day = max(min(deal.events[0].at for deal in pipeline.deals) for pipeline in found if pipeline.deals).date()
    days = [day]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    lists = {day: tuple(_exported(pipeline, day) for pipeline in found) for day in days}
    warehouse = holding(*lists[days[0]], as_of=end_of_day(days[0]))
    for day in days[1:]:
        folder: Path = tmp_path_factory.mktemp("snapshot")
        store(warehouse, folder, *lists[day], rates=RATES, as_of=end_of_day(day))
    for day in days:
        shown = deals_behind.ask(scope(warehouse, day), None, 1000).rows
        assert {row.deal_id: (row.pipeline, row.stage, row.status) for row in shown} == _truth(found, day)


def _exported(pipeline: Pipeline, day: date) -> Pipeline:
    """The list of that evening: each deal with its present stage only."""
    then = pipeline.up_to(end_of_day(day))
    return replace(then, deals=tuple(replace(deal, level="D", changes=()) for deal in then.deals))


def _truth(found: tuple[Pipeline, ...], day: date) -> dict[str, tuple[str, str, str]]:
    standing: dict[str, tuple[str, str, str]] = {}
    for pipeline, deal in every(found):
        known = [event for event in deal.events if event.at <= end_of_day(day)]
        if known:
            standing[deal.deal_id] = (pipeline.name, known[-1].stage, pipeline.kind(known[-1].stage))
    return standing
