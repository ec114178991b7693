"""What holds for every metric: knowing more later changes nothing earlier, order is irrelevant, undo is undoing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import BLANK
from dashboard.metrics import (
    open_pipeline,
    pipeline_changes,
    sales_cycle,
    sales_velocity,
    stage_dwell,
    stage_flow,
    stage_funnel,
    stuck_deals,
    win_loss,
    win_rate,
)
from dashboard.periods import end_of_day
from dashboard.warehouse.imports import undo_import
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_files import store
from tests.pipeline_strategies import RATES, Look, as_of_days, looks, pipelines

ASK: Final[dict[str, Callable[[Scope], Any]]] = {
    "funnel": stage_funnel.ask,
    "funnel entered": lambda asked: stage_funnel.ask(asked, "entered"),
    "funnel in order": lambda asked: stage_funnel.ask(asked, "in_order"),
    "flow": stage_flow.ask,
    "dwell": stage_dwell.ask,
    "dwell by owner": lambda asked: stage_dwell.ask(asked, by="owner"),
    "win rate": win_rate.ask,
    "win/loss by owner": lambda asked: win_loss.ask(asked, by="owner"),
    "win/loss by month": lambda asked: win_loss.ask(asked, by="month"),
    "stage lost from": lambda asked: win_loss.ask(asked, by="stage_lost_from"),
    "cycle": sales_cycle.ask,
    "velocity": sales_velocity.ask,
    "open": open_pipeline.ask,
    "stuck": stuck_deals.ask,
    "changes": lambda asked: pipeline_changes.ask(asked, since=end_of_day(asked.as_of.date() - timedelta(days=30))),
}
ADDITIVE: Final[dict[str, tuple[str, ...]]] = {
    "funnel": ("reached", "lost", "void", "open", "reached_value"),
    "flow": ("open_at_start", "entered", "open_at_end"),
    "dwell": ("n_completed", "n_open"),
    "win rate": ("won", "lost", "won_value", "lost_value"),
    "open": ("deals", "value"),
}


def _answers(asked: Scope) -> dict[str, dict[str, object]]:
    """The rows of every metric as far as they say something, without the order of equals."""
    return {name: _told(ask(asked).rows) for name, ask in ASK.items()}


def _told(rows: tuple[Any, ...]) -> dict[str, object]:
    """Rows with a count, keyed by what they are about, floats rounded to what a cent and a minute can tell."""
    found: dict[str, object] = {}
    for row in rows:
        parts = dataclasses.asdict(row)
        key = " ".join(str(part) for part in parts.values() if isinstance(part, str | date))
        numbers = {name: _rounded(part) for name, part in parts.items() if isinstance(part, int | float)}
        if any(numbers.values()):
            found[key] = numbers
    return found


def _rounded(number: float) -> float:
    return round(number, 5)


@given(found=pipelines(levels=("A",), whole_histories=True), days=st.lists(as_of_days(), min_size=1, max_size=2))
@settings(max_examples=6)
def test_what_is_learned_later_changes_no_number_of_an_earlier_day(
    holding: Holding, found: tuple[Pipeline, ...], days: list[date]
) -> None:
    everything = holding(*found)
    later = {day: _answers(scope(everything, day)) for day in days}
    for day in days:
        then = tuple(pipeline.up_to(end_of_day(day)) for pipeline in found)
        # A pipeline that is not known yet can change no number, but the names: `Sales: Lead` where there are several.
        if all(pipeline.deals for pipeline in then):
            assert _answers(scope(holding(*then, as_of=end_of_day(day)), day)) == later[day]


@given(found=pipelines(), seen=looks(), seed=st.integers(0, 9))
@settings(max_examples=4)
def test_the_order_of_the_rows_is_irrelevant(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look], seed: int
) -> None:
    shuffled = tuple(
        dataclasses.replace(pipeline, deals=tuple(Random(seed).sample(pipeline.deals, len(pipeline.deals))))
        for pipeline in found
    )
    first = [_answers(scope(holding(*found), day, period)) for day, period in seen[:1]]
    assert [_answers(scope(holding(*shuffled), day, period)) for day, period in seen[:1]] == first


@given(found=pipelines(), more=pipelines(), day=as_of_days())
@settings(max_examples=4)
def test_undoing_an_import_leaves_what_was_there_before(
    holding: Holding, tmp_path_factory: pytest.TempPathFactory, found: tuple[Pipeline, ...],
    more: tuple[Pipeline, ...], day: date,
) -> None:  # fmt: skip
    warehouse = holding(*found)
    before = _answers(scope(warehouse, day))
    folder: Path = tmp_path_factory.mktemp("more")
    undo_import(warehouse, store(warehouse, folder, *more, rates=RATES, system="another"))
    assert _answers(scope(warehouse, day)) == before


@given(found=pipelines(), seen=looks())
@settings(max_examples=5)
def test_the_parts_of_a_dimension_add_up_to_the_whole(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for (day, period), dimension in product(seen, ("owner", "segment")):
        with closing(warehouse.cursor()) as cursor:
            values = cursor.execute(
                "SELECT DISTINCT value FROM dimension_values WHERE dimension = $dimension", {"dimension": dimension}
            ).fetchall()
        parts = [scope(warehouse, day, period, **{dimension: (value or BLANK,)}) for (value,) in values]
        for name, measures in ADDITIVE.items():
            whole = ASK[name](scope(warehouse, day, period))
            for measure in measures:
                total = sum(getattr(row, measure) for part in parts for row in ASK[name](part).rows)
                assert total == pytest.approx(sum(getattr(row, measure) for row in whole.rows)), (name, measure)


def test_nothing_of_a_second_file_is_left_after_its_undo(holding: Holding, tmp_path: Path) -> None:
    story = a_pipeline().deal("D1", amount=10, owner="Ana").enters("Lead", on="2026-01-02")
    other = a_pipeline("Other", stages="One, Two").deal("D2", amount=99, owner="Zoe").enters("Two", on="2026-01-03")
    warehouse = holding(story)
    number = store(warehouse, tmp_path, other, system="another")
    assert {row.pipeline for row in open_pipeline.ask(scope(warehouse, date(2026, 2, 1))).rows} == {"Sales", "Other"}
    undo_import(warehouse, number)
    assert {row.pipeline for row in open_pipeline.ask(scope(warehouse, date(2026, 2, 1))).rows} == {"Sales"}
