"""Which files are snapshots of one list, and what a later file says by leaving a deal out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.filters import DealFilter
from dashboard.metrics import deal_history, open_pipeline, pipeline_changes, stage_dwell, stage_flow
from dashboard.warehouse import matching
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import store_tables, undo_import
from dashboard.warehouse.scope import scope_of
from data_loaders.load import read_export
from data_loaders.options import Options
from tests.blank_warehouse import warehouse_at
from tests.pipeline_builder import end_of

HEADERS = ("Deal - ID", "Deal - Title", "Deal - Organization", "Deal - Owner", "Deal - Stage", "Deal - Status",
           "Deal - Value", "Deal - Deal created")  # fmt: skip
NOW = datetime(2026, 11, 21)
Row = tuple[object, ...]
Load = Callable[..., int]


def deal(number: int, stage: str = "Qualified", status: str = "Open", *, owner: str = "Ana", value: int = 10) -> Row:
    return (number, f"Deal {number}", f"Customer {number}", owner, stage, status, value, "2026-01-05")


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with warehouse_at(tmp_path / "w.duckdb") as opened:
        yield opened


@pytest.fixture
def load(warehouse: Warehouse, tmp_path: Path) -> Load:
    def loaded(name: str, rows: Sequence[Row], *, headers: Sequence[str] = HEADERS, **wishes: Any) -> int:
        text = io.StringIO()
        csv.writer(text).writerows([headers, *rows])
        path = tmp_path / f"{name}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        options = Options(file_name=path.name, **wishes)
        report = read_export(path, tmp_path / name, options, now=NOW)
        return store_tables(warehouse, tmp_path / name, report, options=options).import_id

    return loaded


def asked(warehouse: Warehouse, sql: str, **values: object) -> list[tuple[Any, ...]]:
    with closing(warehouse.cursor()) as cursor:
        return cursor.execute(sql, values or None).fetchall()


def states(warehouse: Warehouse) -> dict[str, str]:
    return dict(asked(warehouse, "SELECT name, status FROM deals ORDER BY name"))


def codes(warehouse: Warehouse) -> dict[str, int]:
    return {finding.said.code: finding.count for finding in matching.findings(warehouse)}


def bars(warehouse: Warehouse, since: str, until: str) -> dict[str, int]:
    scope = scope_of(warehouse, DealFilter(as_of=end_of(until)))
    return {row.kind: row.deals for row in pipeline_changes.ask(scope, since=end_of(since)).rows}


def test_a_deal_that_the_next_file_of_its_list_leaves_out_is_missing(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1), deal(2), deal(3)])
    load("deals_2026-03-09", [deal(1), deal(2, "Proposal")])
    assert states(warehouse) == {"Deal 1": "open", "Deal 2": "open", "Deal 3": "missing"}
    assert bars(warehouse, "2026-03-02", "2026-03-09") == {"start": 3, "missing": 1, "end": 2}
    scope = scope_of(warehouse, DealFilter(as_of=end_of("2026-03-09")))
    assert sum(row.deals for row in open_pipeline.ask(scope).rows) == 2
    assert codes(warehouse)["snapshot_missing"] == 1
    for row in stage_flow.ask(scope).rows:
        left = row.advanced + row.moved_back + row.won + row.lost + row.void + row.missing
        assert row.open_at_start + row.entered - left == row.open_at_end


def test_a_missing_deal_that_comes_back_is_a_late_entry(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1), deal(2), deal(3)])
    load("deals_2026-03-09", [deal(1), deal(2)])
    load("deals_2026-03-16", [deal(1), deal(2, value=11), deal(3)])
    assert states(warehouse)["Deal 3"] == "open"
    assert bars(warehouse, "2026-03-02", "2026-03-09")["missing"] == 1
    assert bars(warehouse, "2026-03-09", "2026-03-16") == {"start": 2, "late_entry": 1, "increased": 1, "end": 3}


def test_a_stay_ends_unknown_where_the_deal_goes_missing(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1), deal(2)])
    load("deals_2026-03-09", [deal(1), deal(2), (*deal(3)[:-1], "2026-03-09")])
    load("deals_2026-03-16", [deal(1), deal(2, "Proposal")])
    assert asked(warehouse, "SELECT left_at, leaves FROM stage_visits WHERE name = 'Deal 3'") == [
        (datetime(2026, 3, 16, 23, 59), "missing")
    ]
    qualified = stage_dwell.ask(scope_of(warehouse, DealFilter(as_of=end_of("2026-06-30")))).rows[0]
    assert (qualified.stage, qualified.n_completed, qualified.n_open) == ("Qualified", 0, 1)


def test_an_export_of_one_persons_deals_is_another_list(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1), deal(2, owner="Bo"), deal(3, owner="Bo"), deal(4, owner="Bo")])
    load("anas_deals_2026-03-09", [deal(1, "Proposal")])
    assert set(states(warehouse).values()) == {"open"}
    assert codes(warehouse)["lists_apart"] == 2


def test_a_stated_series_is_one_list_whatever_it_leaves_out(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1), deal(2), deal(3), deal(4)], series="weekly")
    load("deals_2026-03-09", [deal(1, "Proposal")], series="weekly")
    assert list(states(warehouse).values()).count("missing") == 3


def test_a_file_stated_to_be_no_snapshot_is_compared_with_nothing(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1), deal(2), deal(3)])
    load("deals_2026-03-09", [deal(1), deal(2)], series="")
    assert set(states(warehouse).values()) == {"open"}


def test_two_lists_of_one_system_exported_in_turn_are_not_compared(warehouse: Warehouse, load: Load) -> None:
    for week in (2, 9):
        load(f"emea_2026-03-{week:02}", [deal(1, value=week), deal(2)])
        load(f"apac_2026-03-{week + 1:02}", [deal(7, value=week), deal(8)])
    assert set(states(warehouse).values()) == {"open"}
    assert asked(warehouse, "SELECT count(DISTINCT list_no), count(*) FROM list_snapshots") == [(2, 4)]


def test_a_deal_that_closed_before_it_left_the_list_is_not_missing(warehouse: Warehouse, load: Load) -> None:
    closed = (*HEADERS, "Deal - Won time")
    load("open_2026-03-02", [deal(1), deal(2), deal(3)])
    load("open_2026-03-09", [deal(1), deal(2)])
    load("closed_2026-03-10", [(*deal(3, status="Won"), "2026-03-06 12:00")], headers=closed)
    assert states(warehouse)["Deal 3"] == "won"
    assert "missing" not in bars(warehouse, "2026-03-02", "2026-03-10")


def test_changes_of_owner_and_pipeline_between_snapshots_are_kept(warehouse: Warehouse, load: Load) -> None:
    headers = (*HEADERS, "Deal - Pipeline")
    load("deals_2026-03-02", [(*deal(1), "New"), (*deal(2), "New")], headers=headers)
    load("deals_2026-03-09", [(*deal(1, owner="Bo", value=12), "Old"), (*deal(2), "New")], headers=headers)
    changes = asked(warehouse, 'SELECT field, old_value, new_value, "at" FROM deal_changes ORDER BY field')
    at = datetime(2026, 3, 9, 23, 59, 59)
    assert changes == [
        ("amount", "10.0", "12.0", at), ("owner", "Ana", "Bo", at), ("pipeline", "New", "Old", at),
    ]  # fmt: skip


def test_a_difference_says_after_which_snapshot_it_happened(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1), deal(2)])
    load("deals_2026-03-09", [deal(1, "Proposal"), deal(2)])
    events = deal_history.ask(scope_of(warehouse, DealFilter(as_of=end_of("2026-03-09"))), "1")
    moved = next(event for event in events if event.after == "Proposal")
    assert moved.evidence == "C"
    assert moved.not_before == datetime(2026, 3, 2, 23, 59, 59)
    assert moved.files == "deals_2026-03-02.csv, deals_2026-03-09.csv"


def test_a_snapshot_date_column_makes_several_snapshots_of_one_file(warehouse: Warehouse, load: Load) -> None:
    headers = (
        "Snapshot Date",
        "Opportunity ID",
        "Opportunity Name",
        "Account",
        "Stage",
        "Amount",
        "Created Date",
        "Owner",
    )
    load("pipeline", [
        ("2026-03-02", 1, "Alpha", "Acme", "Qualification", 100, "2026-02-01", "Ana"),
        ("2026-03-02", 2, "Beta", "Bolt", "Qualification", 50, "2026-02-03", "Ana"),
        ("2026-03-09", 1, "Alpha", "Acme", "Proposal", 120, "2026-02-01", "Bo"),
        ("2026-03-09", 2, "Beta", "Bolt", "Qualification", 50, "2026-02-03", "Ana"),
        ("2026-03-16", 1, "Alpha", "Acme", "Closed Won", 120, "2026-02-01", "Bo"),
        ("2026-03-16", 3, "Gamma", "Cask", "Qualification", 70, "2026-03-11", "Bo"),
    ], headers=headers)  # fmt: skip
    assert states(warehouse) == {"Alpha": "won", "Beta": "missing", "Gamma": "open"}
    assert asked(warehouse, "SELECT stage FROM stage_visits WHERE name = 'Alpha' ORDER BY visit_no") == [
        ("Qualification",), ("Proposal",),
    ]  # fmt: skip
    assert bars(warehouse, "2026-03-02", "2026-03-16") == {
        "start": 2, "created": 1, "increased": 1, "won": 1, "missing": 1, "end": 1,
    }  # fmt: skip


def test_deals_without_ids_are_matched_by_name_customer_pipeline_and_creation(warehouse: Warehouse, load: Load) -> None:
    headers = ("Deal Name", "Account", "Stage", "Amount", "Created")
    load("list_2026-03-02", [("Alpha", "Acme", "Qualification", 5, "2026-02-01"), ("Beta", "Bolt", "Qualification", 6, "2026-02-02"),
                             ("Twin", "Cask", "Qualification", 7, "2026-02-03"), ("Twin", "Dell", "Qualification", 7, "2026-02-03")],
         headers=headers)  # fmt: skip
    load("list_2026-03-09", [("Alpha", "Acme", "Proposal", 5, "2026-02-01"), ("Beta 2", "Bolt", "Qualification", 6, "2026-02-02"),
                             ("Twin", "Cask", "Proposal", 7, "2026-02-03"), ("Twin", "Dell", "Qualification", 7, "2026-02-03")],
         headers=headers)  # fmt: skip
    stages = asked(warehouse, "SELECT name, account, stage, status FROM deals ORDER BY name, account")
    assert stages == [
        ("Alpha", "Acme", "Proposal", "open"), ("Beta", "Bolt", "Qualification", "missing"),
        ("Beta 2", "Bolt", "Qualification", "open"), ("Twin", "Cask", "Proposal", "open"),
        ("Twin", "Dell", "Qualification", "open"),
    ]  # fmt: skip
    assert codes(warehouse)["snapshot_unmatched"] == 1


def test_the_same_small_id_in_two_systems_is_one_deal_only_where_names_agree(warehouse: Warehouse, load: Load) -> None:
    load("pipedrive_2026-03-02", [deal(1), deal(2)])
    zoho = ("Record Id", "Deal Name", "Account Name", "Stage", "Amount", "Created Time", "Deal Owner")
    rows = [
        (1, "Deal 1", "Customer 1", "Qualification", 10, "2026-01-05", "Ana"),
        (2, "Other", "Else", "Qualification", 8, "2026-01-06", "Bo"),
    ]
    number = load("zoho_2026-03-09", rows, headers=zoho, source="zoho_crm")
    assert asked(warehouse, "SELECT deal_id, name FROM deals ORDER BY deal_id") == [
        ("1", "Deal 1"), ("2", "Deal 2"), ("2@zoho_crm", "Other"),
    ]  # fmt: skip
    assert codes(warehouse)["ids_apart"] == 1
    undo_import(warehouse, number)
    assert asked(warehouse, "SELECT deal_id FROM deals ORDER BY deal_id") == [("1",), ("2",)]
    load("zoho_2026-03-10", rows, headers=zoho, source="pipedrive")
    assert len(states(warehouse)) == 2


def test_a_corrected_file_of_the_same_day_replaces_the_values(warehouse: Warehouse, load: Load) -> None:
    load("deals_2026-03-02", [deal(1, value=10), deal(2)])
    load("corrected_2026-03-02", [deal(1, value=99), deal(2)])
    assert asked(warehouse, "SELECT amount, versions FROM deals WHERE name = 'Deal 1'") == [(99.0, 2)]
    assert set(states(warehouse).values()) == {"open"}
