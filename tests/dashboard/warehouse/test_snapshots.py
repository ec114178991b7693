"""The same list exported week after week: differences become moves, and nothing is made up in between."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard.filters import DealFilter
from dashboard.metrics import deals_behind, open_pipeline, pipeline_changes, stage_dwell, stage_funnel, win_rate
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope, scope_of
from tests.blank_warehouse import warehouse_at
from tests.pipeline_builder import Pipeline, a_pipeline, end_of
from tests.pipeline_files import store

WEEKS = ("2026-03-02", "2026-03-09", "2026-03-16")


def truth() -> Pipeline:
    return (
        a_pipeline()
        .deal("old win", amount=9, created="2025-11-01", level="D")
        .enters("Lead", on="2025-11-01")
        .wins(on="2026-01-10")
        .deal("mover", amount=10, created="2026-02-20", expected_close="2026-04-10", level="D")
        .enters("Lead", on="2026-02-20")
        .moves_to("Qualified", on="2026-03-05")
        .moves_to("Proposal", on="2026-03-12")
        .deal("loser", amount=20, created="2026-02-25", level="D")
        .enters("Lead", on="2026-02-25")
        .loses(on="2026-03-10", reason="Price")
        .deal("newcomer", amount=30, created="2026-03-07", level="D")
        .enters("Lead", on="2026-03-07")
        .deal("quiet", amount=40, created="2026-02-01", expected_close="2026-03-31", level="D")
        .enters("Lead", on="2026-02-01")
        .is_due("2026-05-31", since="2026-03-15 10:00")
    )


@pytest.fixture
def weekly(tmp_path: Path) -> Warehouse:
    warehouse = warehouse_at(tmp_path / "w.duckdb")
    for day in WEEKS:
        store(warehouse, tmp_path / day, truth().up_to(end_of(day)), as_of=end_of(day))
    return warehouse


def scope(warehouse: Warehouse, day: str = WEEKS[-1]) -> Scope:
    return scope_of(warehouse, DealFilter(as_of=end_of(day)))


def visits(warehouse: Warehouse, name: str) -> list[tuple[str, str, bool]]:
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute(
            "SELECT stage, leaves, evidence = 'C' FROM stage_visits WHERE name = $name ORDER BY visit_no",
            {"name": name},
        ).fetchall()
    return [(stage, leaves, snapshot) for stage, leaves, snapshot in rows]


def test_an_export_that_repeats_what_was_true_begins_no_state(weekly: Warehouse) -> None:
    with closing(weekly.cursor()) as cursor:
        found = cursor.execute(
            "SELECT d.name, count(*) FROM fast.states AS s "
            "INNER JOIN deals AS d ON s.deal = d.deal_no WHERE s.kind = 0 GROUP BY d.name"
        ).fetchall()
    states = dict(found)
    assert states["quiet"] == 2, "stated three times, the third time with another close date"
    assert states["newcomer"] == 1, "stated twice"


def test_differences_become_visits(weekly: Warehouse) -> None:
    with weekly:
        assert visits(weekly, "mover") == [
            ("Lead", "advanced", True),
            ("Qualified", "advanced", True),
            ("Proposal", "still there", True),
        ]
        assert visits(weekly, "loser") == [("Lead", "lost", True)]


def test_a_deal_that_was_always_closed_has_no_history(weekly: Warehouse) -> None:
    with weekly:
        answer = stage_funnel.ask(scope(weekly))
        assert (answer.evidence.C, answer.evidence.D) == (4, 1)
        assert [row.reached for row in answer.rows] == [4, 1, 1, 0]


@pytest.mark.parametrize(("day", "stages"), [(WEEKS[0], {"Lead": 3}), (WEEKS[1], {"Lead": 3, "Qualified": 1})])
def test_each_snapshot_day_shows_the_stages_of_that_day(weekly: Warehouse, day: str, stages: dict[str, int]) -> None:
    with weekly:
        rows = open_pipeline.ask(scope(weekly, day)).rows
        assert {row.stage: row.deals for row in rows if row.deals} == stages


def test_a_stay_that_began_before_the_first_snapshot_joins_late(weekly: Warehouse) -> None:
    with weekly, closing(weekly.cursor()) as cursor:
        observed = cursor.execute(
            """SELECT make_timestamp(observed_min::BIGINT * 60000000) FROM fast.visits AS v
            JOIN deals AS d ON v.deal = d.deal_no WHERE d.name = 'quiet'"""
        ).fetchall()
        lead = stage_dwell.ask(scope(weekly)).rows[0]
    assert observed == [(datetime(2026, 3, 2, 23, 59),)]
    assert (lead.n_completed, lead.n_open) == (2, 2)


def test_the_waterfall_between_two_snapshots_adds_up_and_names_the_reasons(weekly: Warehouse) -> None:
    with weekly:
        rows = pipeline_changes.ask(scope(weekly), since=end_of(WEEKS[0])).rows
        bars = {row.kind: (row.deals, row.value) for row in rows}
        assert bars == {"start": (3, 70.0), "created": (1, 30.0), "lost": (1, -20.0), "end": (3, 80.0)}


def test_a_pushed_close_date_leaves_a_window_of_close_dates(weekly: Warehouse) -> None:
    with weekly:
        rows = pipeline_changes.ask(
            scope(weekly), since=end_of(WEEKS[0]), close_from=date(2026, 1, 1), close_before=date(2026, 4, 1)
        ).rows
        bars = {row.kind: row.value for row in rows}
        assert bars["start"] == 40.0
        assert bars["pushed_out"] == -40.0
        assert bars["end"] == 0.0


def test_a_deal_closes_with_the_amount_of_the_first_file_that_holds_the_close(tmp_path: Path) -> None:
    def seen(amount: float) -> Pipeline:
        return a_pipeline().deal("grown", amount=amount, level="D").enters("Lead", on="2026-02-01")

    weeks = (seen(100), seen(120).wins(on="2026-03-05"), seen(90).wins(on="2026-03-05"))
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        for day, week in zip(WEEKS, weeks, strict=True):
            store(warehouse, tmp_path / day, week, as_of=end_of(day))
        (rate,) = win_rate.ask(scope(warehouse)).rows
        bars = pipeline_changes.ask(scope(warehouse), since=end_of(WEEKS[0])).rows
    assert rate.won_value == 120
    assert {row.kind: row.value for row in bars} == {"start": 100, "increased": 20, "won": -120, "end": 0}


def test_a_deal_void_in_one_file_and_won_in_the_next_is_each_on_its_day(tmp_path: Path) -> None:
    void = a_pipeline().deal("again", amount=10, level="D").enters("Lead", on="2026-02-01").is_void(on="2026-02-20")
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        for day, week in zip(WEEKS[:2], (void, void.wins(on="2026-03-05")), strict=True):
            store(warehouse, tmp_path / day, week, as_of=end_of(day))
        stood = [[deal.status for deal in deals_behind.ask(scope(warehouse, day), None, 10).rows] for day in WEEKS[:2]]
    assert stood == [["void"], ["won"]]
