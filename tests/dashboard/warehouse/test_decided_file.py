"""What people decided outlives the database: it comes back into a new one, whole, or the reason is said."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import DAMAGED, DashboardError
from dashboard.warehouse import boards, decided_file, review_notes, saved_views
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.decisions import CURRENCY, decide, decided
from dashboard.warehouse.imports import load_files, rebuild
from dashboard.warehouse.own_rates import own_rates, state_rate
from dashboard.warehouse.own_targets import OwnTarget, own_targets, state_target
from dashboard.warehouse.review_notes import Note
from dashboard.warehouse.statements import in_order, statement
from data_loaders.options import Options

DAY = date(2026, 11, 15)
NOTE = Note("deal", "D1", DAY, "Acme “one”", "Budget is cut", "打电话", "Ana", date(2026, 11, 20))
TARGET = OwnTarget("company", "", "", date(2026, 10, 1), date(2027, 1, 1), 1500.5)
NOT_DECIDED = {"imports", "data_version", "migrations"}
"""Tables of the migrations that come back in other ways."""


def decide_much(warehouse: Warehouse) -> None:
    decide(warehouse, {CURRENCY: "EUR"})
    review_notes.write(warehouse, NOTE)
    saved_views.save(warehouse, "Mine", "funnel", {"team": ["East", "West"]})
    boards.pin(warehouse, boards.make(warehouse, "Board").board_id, "funnel", "funnel", {"mode": ["entered"]})
    with warehouse.transaction() as cursor:
        cursor.execute("INSERT INTO aliases VALUES ('product', 'GTXPro', 'GTX Pro')")
    state_target(warehouse, TARGET)
    state_rate(warehouse, "USD", DAY, 0.92)


def lose(path: Path) -> None:
    """The database is gone; what lies beside it stays."""
    path.unlink()


def test_a_new_database_beside_the_originals_knows_what_was_decided(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path) as warehouse:
        decide_much(warehouse)
        views, kept = saved_views.list_views(warehouse), boards.list_boards(warehouse)
    lose(path)
    with open_warehouse(path) as warehouse:
        assert decided(warehouse) == {CURRENCY.name: "EUR"}
        assert review_notes.written(warehouse, DAY) == (NOTE,)
        assert saved_views.list_views(warehouse) == views
        assert boards.list_boards(warehouse) == kept
        assert own_targets(warehouse) == (TARGET,)
        assert [(one.currency, one.day, one.rate) for one in own_rates(warehouse)] == [("USD", DAY, 0.92)]
        with closing(warehouse.cursor()) as cursor:
            assert cursor.execute("SELECT * FROM aliases").fetchall() == [("product", "GTXPro", "GTX Pro")]


def test_a_rebuild_of_a_lost_database_brings_back_deals_and_decisions(tmp_path: Path) -> None:
    path, sheet = tmp_path / "w.duckdb", tmp_path / "deals.csv"
    sheet.write_text("Record ID,Deal Name,Deal Stage,Amount,Create Date\n1,Acme,Proposal,5,2026-01-02\n", "utf-8")
    with open_warehouse(path) as warehouse:
        load_files(warehouse, [(sheet, Options())])
        decide_much(warehouse)
    lose(path)
    with open_warehouse(path) as warehouse:
        assert rebuild(warehouse) == 1
        assert decided(warehouse) == {CURRENCY.name: "EUR"}
        with closing(warehouse.cursor()) as cursor:
            assert cursor.execute("SELECT count(*) FROM deals").fetchall() == [(1,)]


def test_what_is_taken_back_does_not_come_again(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path) as warehouse:
        decide(warehouse, {CURRENCY: "EUR"})
        decide(warehouse, {CURRENCY: None})
    lose(path)
    with open_warehouse(path) as warehouse:
        assert decided(warehouse) == {}


def test_columns_that_are_no_more_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    told = {"settings": [{"name": CURRENCY.name, "value": "EUR", "mood": "good"}], "gone": [{"x": 1}]}
    decided_file.path_beside(path).write_text(json.dumps(told), encoding="utf-8")
    with open_warehouse(path) as warehouse:
        assert decided(warehouse) == {CURRENCY.name: "EUR"}


@pytest.mark.parametrize("text", ["{", "[]", '{"settings": [{"name": "a"}]}', '{"boards": 5}'])
def test_a_broken_file_is_named_and_nothing_is_lost(tmp_path: Path, text: str) -> None:
    path = tmp_path / "w.duckdb"
    beside = decided_file.path_beside(path)
    beside.write_text(text, encoding="utf-8")
    for _ in range(2):
        with pytest.raises(DashboardError) as refused, open_warehouse(path):
            pass
        assert refused.value.exit_code == DAMAGED
        assert beside.read_text(encoding="utf-8") == text
    beside.unlink()
    with open_warehouse(path) as warehouse:
        assert decided(warehouse) == {}


def test_every_table_that_people_write_is_among_them(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        made = cursor.execute(
            "SELECT table_name, sql FROM duckdb_tables() WHERE schema_name = 'main' AND database_name = 'warehouse'"
        ).fetchall()
    by_migration = "".join(statement(path) for path in in_order("migrations"))
    kept = {name for name, _sql in made if f"CREATE TABLE {name} " in by_migration} - NOT_DECIDED
    assert kept == set(decided_file.TABLES)
