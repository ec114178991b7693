"""The two ways that the metrics are timed against answer the same questions, with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import pytest

from dashboard.filters import DealFilter
from dashboard.metrics import open_pipeline, sales_cycle, sales_velocity, stage_funnel, stuck_deals, win_loss, win_rate
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.imports import store_tables
from dashboard.warehouse.scope import scope_of
from data_loaders.report import LoadReport
from tests.benchmarks.frames import read_frames
from tests.benchmarks.made_up import AS_OF, OPEN_STAGES, MadeUp, make
from tests.benchmarks.questions import Asked, last_quarter, questions

DEALS = 4_000
EARLIER = datetime(2025, 5, 31, 23, 59, 59)
"""A day on which deals are open that close later, some closed that come back, and amounts are others."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeUp:
    return make(tmp_path_factory.mktemp("made up"), DEALS)


@pytest.fixture(scope="module")
def warehouse(made: MadeUp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with open_warehouse(tmp_path_factory.mktemp("warehouse") / "w.duckdb") as opened:
        report = LoadReport.from_json((made.folder / "report.json").read_text(encoding="utf-8"))
        store_tables(opened, made.folder, report)
        yield opened


def asked_at(warehouse: Warehouse, made: MadeUp, as_of: datetime) -> Asked:
    return Asked(
        warehouse,
        scope_of(warehouse, DealFilter(as_of=as_of)),
        scope_of(warehouse, DealFilter(as_of=as_of, period=last_quarter())),
        read_frames(made.folder, OPEN_STAGES),
    )


def test_the_made_up_deals_hold_what_tells_the_ways_apart(warehouse: Warehouse) -> None:
    """Reopened deals, drags and changed amounts: a way that takes a short cut is seen to."""
    with closing(warehouse.cursor()) as cursor:
        ((reopened, dragged, changed),) = cursor.execute(
            """SELECT
                (SELECT count(*) FROM fast.visits WHERE kind = 2 AND left_min < 2147483647),
                (SELECT count(*) FROM loaded.stage_events) - (SELECT count(*) FROM fast.visits),
                (SELECT count(*) FROM loaded.deal_changes WHERE field = 'amount')"""
        ).fetchall()
    assert min(reopened, dragged, changed) > 0


def test_all_ways_count_the_same(warehouse: Warehouse, made: MadeUp) -> None:
    for question in questions(asked_at(warehouse, made, AS_OF)):
        ways = [way for way in (question.ours, question.raw, question.pandas) if way]
        assert len({way() for way in ways}) == 1, question.name


@pytest.mark.parametrize("as_of", [AS_OF, EARLIER])
def test_the_raw_log_gives_the_numbers_of_the_metric(warehouse: Warehouse, made: MadeUp, as_of: datetime) -> None:
    asked = asked_at(warehouse, made, as_of)
    (rate,) = win_rate.ask(asked.scope).rows
    told = {status: numbers for status, *numbers in asked.sql("win_rate", as_of=as_of)}
    assert told == {
        "won": [rate.won, pytest.approx(rate.won_value)],
        "lost": [rate.lost, pytest.approx(rate.lost_value)],
    }
    (cycle,) = sales_cycle.ask(asked.scope).rows
    told = {status: numbers for status, *numbers in asked.sql("sales_cycle", as_of=as_of)}
    deals, (p25, median, p75), mean = told["won"]
    assert (deals, p25 / 86400, median / 86400, p75 / 86400, mean / 86400) == pytest.approx(
        (cycle.won, cycle.p25_days, cycle.median_days, cycle.p75_days, cycle.mean_days)
    )
    rows = {row.value or None: (row.won, row.lost) for row in win_loss.ask(asked.scope, by="segment").rows}
    assert {value: (won, lost) for value, won, lost, *_ in asked.sql("win_loss", by="segment", as_of=as_of)} == rows
    stages = {row.stage: (row.deals, pytest.approx(row.value)) for row in open_pipeline.ask(asked.scope).rows}
    assert {stage: (deals, amount) for stage, deals, amount in asked.sql("open_pipeline", as_of=as_of)} == stages


@pytest.mark.parametrize("as_of", [AS_OF, EARLIER])
def test_the_raw_log_gives_the_funnel_of_the_metric(warehouse: Warehouse, made: MadeUp, as_of: datetime) -> None:
    asked = asked_at(warehouse, made, as_of)
    told = asked.sql("stage_funnel", as_of=as_of)
    deals = {(furthest, status): count for furthest, status, count, *_ in told if status != "visited"}
    visits = {furthest: (count, ended, back) for furthest, status, count, _, ended, back in told if status == "visited"}
    for row in stage_funnel.ask(asked.scope).rows:
        reached = sum(n for (furthest, status), n in deals.items() if status == "won" or furthest >= row.rank)
        assert row.reached == reached
        if row.stage != "Won":
            ends = [deals.get((row.rank, status), 0) for status in ("lost", "void", "open")]
            assert [row.lost, row.void, row.open] == ends
            assert (row.entered, row.ended, row.moved_back) == visits[row.rank]


@pytest.mark.parametrize("as_of", [AS_OF, EARLIER])
def test_the_raw_log_gives_velocity_and_stuck_deals_of_the_metric(
    warehouse: Warehouse, made: MadeUp, as_of: datetime
) -> None:
    asked = asked_at(warehouse, made, as_of)
    (*_, point), ((_, open_deals, won, lost, amount, seconds),) = (
        sales_velocity.ask(asked.scope).rows,
        asked.sql("sales_velocity", instants=[as_of]),
    )
    assert (point.open_deals, point.closed) == (open_deals, won + lost)
    assert (point.mean_won_amount, point.mean_days_to_win) == pytest.approx((amount, seconds / 86400))
    stuck = {row.deal_id: (row.pushes, row.value) for row in stuck_deals.ask(asked.scope).rows}
    assert {deal: (pushes, amount) for deal, *_, amount, pushes, _ in asked.sql("stuck_deals", as_of=as_of)} == stuck
