"""History from several files: the better evidence wins, the choice is recorded, and what found no deal is counted."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from dashboard.warehouse import matching
from dashboard.warehouse.connection import Warehouse
from tests.blank_warehouse import warehouse_at
from tests.loading import load_here

LIST = ("Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Amount", "Created Date", "Close Date")
LOG = ("Opportunity ID", "Opportunity Name", "From Stage", "To Stage", "Amount", "Close Date", "Last Modified")
FIELDS = ("Opportunity ID", "Opportunity Name", "Field / Event", "Old Value", "New Value", "Edit Date", "Edited By")


def table(*rows: Sequence[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def deal(number: int, stage: str, name: str = "") -> tuple[object, ...]:
    return (
        f"0065g00000B000{number}",
        name or f"Deal {number}",
        f"Account {number}",
        stage,
        100,
        "2026-01-05",
        "2026-06-30",
    )


def asked(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    with closing(warehouse.cursor()) as cursor:
        return cursor.execute(sql).fetchall()


def codes(warehouse: Warehouse) -> dict[str, int]:
    return {one.said.code: one.count for one in matching.findings(warehouse)}


def test_a_log_outweighs_snapshots_and_both_are_recorded(tmp_path: Path) -> None:
    log = table(LOG, ("0065g00000B0001", "Deal 1", "", "Qualification", 100, "2026-06-30", "2026-01-05 09:00"),
                ("0065g00000B0001", "Deal 1", "Qualification", "Proposal", 100, "2026-06-30", "2026-03-04 09:00"))  # fmt: skip
    files = [
        ("report_2026-03-02.csv", table(LIST, deal(1, "Qualification"), deal(2, "Qualification"))),
        ("report_2026-03-09.csv", table(LIST, deal(1, "Proposal"), deal(2, "Proposal"))),
        ("history_2026-03-10.csv", log),
    ]
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        load_here(warehouse, tmp_path, files)
        assert asked(warehouse, "SELECT name, evidence, history_imports FROM deals ORDER BY name") == [
            ("Deal 1", 0, [3]), ("Deal 2", 2, [1, 2]),
        ]  # fmt: skip
        assert asked(
            warehouse,
            """SELECT name, level, s.import_id, is_used FROM deal_sources AS s JOIN deals USING (deal_no)
            ORDER BY name, level, s.import_id""",
        ) == [
            ("Deal 1", "A", 3, True), ("Deal 1", "C", 1, False), ("Deal 1", "C", 2, False),
            ("Deal 2", "C", 1, True), ("Deal 2", "C", 2, True),
        ]  # fmt: skip
        assert codes(warehouse)["history_sources"] == 1


def test_of_two_logs_the_fuller_leads_and_the_other_adds_what_lies_outside(tmp_path: Path) -> None:
    report = table(
        LOG, ("0065g00000B0001", "Deal 1", "", "Qualification", 100, "2026-06-30", "2026-01-05"),
        ("0065g00000B0001", "Deal 1", "Qualification", "Proposal", 100, "2026-06-30", "2026-02-04"),
        ("0065g00000B0001", "Deal 1", "Proposal", "Negotiation", 100, "2026-06-30", "2026-02-04"),
    )  # fmt: skip
    tracked = table(
        FIELDS, ("0065g00000B0001", "Deal 1", "Stage", "Proposal", "Negotiation", "2026-02-04 15:00", "Ann"),
        ("0065g00000B0001", "Deal 1", "Stage", "Negotiation", "Closed Won", "2026-03-01 15:00", "Ann"),
    )  # fmt: skip
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        load_here(warehouse, tmp_path, [
            ("list_2026-03-05.csv", table(LIST, deal(1, "Closed Won"))),
            ("history_2026-02-10.csv", report), ("fields_2026-03-05.csv", tracked),
        ])  # fmt: skip
        assert asked(warehouse, "SELECT stage, leaves FROM stage_visits ORDER BY visit_no") == [
            ("Qualification", "advanced"), ("Negotiation", "won"),
        ]  # fmt: skip
        assert asked(warehouse, "SELECT history_imports FROM deals") == [([2, 3],)]


def test_a_history_without_ids_joins_by_name_and_counts_what_it_cannot(tmp_path: Path) -> None:
    deals = table(LIST, deal(1, "Proposal", "Alpha"), deal(2, "Proposal", "Twin"), deal(3, "Proposal", "Twin"))
    log = table(
        LOG[1:], ("Alpha", "", "Qualification", 100, "2026-06-30", "2026-01-05 09:00"),
        ("Alpha", "Qualification", "Proposal", 100, "2026-06-30", "2026-02-05 09:00"),
        ("Twin", "", "Qualification", 100, "2026-06-30", "2026-01-06 09:00"),
        ("Twin", "Qualification", "Proposal", 100, "2026-06-30", "2026-02-06 09:00"),
        ("Ghost", "", "Qualification", 100, "2026-06-30", "2026-01-07 09:00"),
    )  # fmt: skip
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        load_here(warehouse, tmp_path, [("list_2026-03-05.csv", deals), ("history_2026-03-05.csv", log)])
        found = codes(warehouse)
        assert (found["history_by_name"], found["history_shared_name"], found["history_unmatched"]) == (2, 2, 1)
        assert next(iter(found)) == "history_shared_name"
        assert asked(warehouse, "SELECT name, evidence FROM deals ORDER BY name, deal_id") == [
            ("Alpha", 0), ("Ghost", 0), ("Twin", 3), ("Twin", 3),
        ]  # fmt: skip
