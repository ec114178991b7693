"""Targets and rates that people state: they win over files, survive undo, and can be taken away."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import DashboardError
from dashboard.metrics import coverage, open_pipeline
from dashboard.periods import Period
from dashboard.warehouse.backup import backup
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import CURRENCY, decide
from dashboard.warehouse.imports import list_imports, rebuild, undo_import
from dashboard.warehouse.own_rates import base_of, currencies, forget_rate, own_rates, rate_of, state_rate
from dashboard.warehouse.own_targets import (
    OwnTarget,
    amount_of,
    forget_target,
    own_targets,
    period_from,
    state_target,
    targets_in_force,
)
from tests.blank_warehouse import warehouse_at
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import Target, store

Q4 = (date(2026, 10, 1), date(2027, 1, 1))
TODAY = date(2026, 11, 15)
STORY = (
    a_pipeline()
    .deal("D1", amount=100, currency="CNY", owner="Ana", team="East")
    .enters("Lead", on="2026-10-05")
    .deal("D2", amount=70, currency="CNY", owner="Bo")
    .enters("Lead", on="2026-10-06")
    .deal("D3", amount=10, currency="USD", owner="Bo")
    .enters("Lead", on="2026-10-06")
)


def target(warehouse: Warehouse) -> float | None:
    """What the company is to win in the quarter."""
    rows = coverage.ask(scope(warehouse, TODAY)).rows
    return rows[0].target if rows else None


def open_value(warehouse: Warehouse) -> float:
    """What is open, in the reporting currency."""
    return sum(row.value for row in open_pipeline.ask(scope(warehouse, TODAY)).rows)


def test_a_stated_target_wins_over_the_files_and_gives_way_when_it_is_taken_away(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        store(warehouse, tmp_path / "tables", STORY, targets=[Target(1000.0, *Q4)])
        assert target(warehouse) == 1000
        stated = OwnTarget("company", "", "", *Q4, 1500.0)
        state_target(warehouse, stated)
        state_target(warehouse, stated)
        assert own_targets(warehouse) == (stated,)
        assert [own for _, own in targets_in_force(warehouse)] == [True]
        assert target(warehouse) == 1500
        rebuild_kept = backup(warehouse, tmp_path / "copy.duckdb")
        undo_import(warehouse, list_imports(warehouse)[0].import_id)
        assert own_targets(warehouse) == (stated,)
        forget_target(warehouse, stated)
        assert own_targets(warehouse) == ()
    with warehouse_at(rebuild_kept) as copy:
        assert target(copy) == 1500
        forget_target(copy, stated)
        assert target(copy) == 1000
        with closing(copy.cursor()) as cursor:
            assert cursor.execute("SELECT import_id FROM bi.targets").fetchall() != [("2147483647",)]


def test_a_target_of_a_person_needs_the_person_and_one_of_the_company_has_none(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        for level, name in (("owner", ""), ("company", "Ana")):
            with pytest.raises(DashboardError, match="needs its name"):
                state_target(warehouse, OwnTarget(level, name, "", *Q4, 1.0))
        assert own_targets(warehouse) == ()


def test_a_currency_without_a_rate_is_counted_and_in_no_total_until_one_is_stated(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        store(warehouse, tmp_path / "tables", STORY)
        assert base_of(warehouse) == "CNY"
        assert [(one.currency, one.without_rate) for one in currencies(warehouse)] == [("CNY", 0), ("USD", 1)]
        assert open_value(warehouse) == 170
        state_rate(warehouse, "USD", date(2026, 10, 1), 7.0)
        state_rate(warehouse, "USD", date(2026, 11, 10), 8.0)
        assert open_value(warehouse) == 250
        assert [one.without_rate for one in currencies(warehouse)] == [0, 0]
        state_rate(warehouse, "USD", date(2026, 11, 10), 7.5)
        assert open_value(warehouse) == 245
        rebuild(warehouse)
        decide(warehouse, {CURRENCY: "usd"})
        assert open_value(warehouse) == pytest.approx(10 + 170 / 7.5)
        decide(warehouse, {CURRENCY: None})
        for rate in own_rates(warehouse):
            forget_rate(warehouse, rate)
        assert open_value(warehouse) == 170
        with pytest.raises(DashboardError, match="One CNY"):
            state_rate(warehouse, "CNY", date(2026, 11, 1), 2.0)


def test_without_any_currency_no_rate_can_be_stated(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse, pytest.raises(DashboardError, match="Decide the"):
        state_rate(warehouse, "USD", date(2026, 11, 1), 7.0)


@pytest.mark.parametrize(
    ("text", "amount"), [("1,200,000", 1.2e6), ("1.2M", 1.2e6), ("120万", 1.2e6), ("1.5 亿元", 1.5e8), ("800k", 8e5)]
)
def test_amounts_are_read_as_people_write_them(text: str, amount: float) -> None:
    assert amount_of(text) == pytest.approx(amount)


@pytest.mark.parametrize("text", ["", "0", "-5", "a lot", "1.2.3", "nan", "9e99"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(DashboardError, match="not an amount"):
        amount_of(text)


@pytest.mark.parametrize("text", ["", "0", "-1", "inf", "seven"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(DashboardError, match="not a rate"):
        rate_of(text)


@pytest.mark.parametrize("text", ["2026-10", "2026-10-01", "2026/10", "2026年10月"])
def test_a_period_begins_with_a_month(text: str) -> None:
    assert period_from(text, 3) == Period(*Q4)
    for wrong in ("2026-13", "2026-10-15", "soon", ""):
        with pytest.raises(DashboardError, match="first month"):
            period_from(wrong, 3)
