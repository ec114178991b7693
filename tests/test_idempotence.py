"""The same rows in another order, encoding or delimiter change nothing; undo gives back exactly what was there.

"Nothing" means every row of the believed tables (`main`) and of the rows that metrics scan (`fast`). A file that states
exactly what an earlier one states is listed as an import of its own, and that is all it does.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.warehouse import matching
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import undo_import
from tests.blank_warehouse import warehouse_at
from tests.loading import load_here

STAGES = ("Qualification", "Proposal", "Negotiation", "Closed Won", "Closed Lost")
OWNERS = ("Ana Pérez", "李雷", "Bo Österberg")
LISTS_OF_IMPORTS = {"list_snapshots", "repeated_imports", "matching"}
Row = tuple[object, ...]
Table = tuple[Row, ...]


def deals(chance: random.Random, count: int) -> Table:
    rows: list[Row] = [("Deal ID", "Deal Name", "Account", "Owner", "Stage", "Amount", "Created", "Close Date")]
    for number in range(count):
        born = date(2026, 1, 5) + timedelta(days=chance.randrange(60))
        rows.append((
            f"D-{number}", f"Deal, {number}", f"Kunde {number % 4} 公司", chance.choice(OWNERS), chance.choice(STAGES),
            chance.randrange(1, 90) * 100, born, born + timedelta(days=chance.randrange(1, 200)),
        ))  # fmt: skip
    return tuple(rows)


def history(chance: random.Random, count: int) -> Table:
    rows: list[Row] = [
        ("Opportunity ID", "Opportunity Name", "From Stage", "To Stage", "Amount", "Close Date", "Last Modified")
    ]
    for number in range(count):
        at, before = datetime(2026, 1, 5, 9) + timedelta(minutes=number), ""
        for step in range(chance.randrange(1, 5)):
            at += timedelta(days=1 + chance.randrange(20), minutes=chance.randrange(500))
            stage = STAGES[step] if step < 4 else STAGES[-1]
            rows.append((f"D-{number}", f"Deal, {number}", before, stage, 100 * (step + 1), "2026-12-31", at))
            before = stage
    return tuple(rows)


def activities(chance: random.Random, count: int) -> Table:
    rows: list[Row] = [("Subject", "Type", "Deal ID", "Assigned", "Date", "Status")]
    for _ in range(count):
        rows.append((  # noqa: PERF401 - drawn one by one
            chance.choice(("Call back", "Demo")), chance.choice(("Call", "Meeting")), f"D-{chance.randrange(5)}",
            chance.choice(OWNERS), date(2026, 2, 1) + timedelta(days=chance.randrange(9)), "Completed",
        ))  # fmt: skip
    return tuple(rows)


def written(rows: Sequence[Row], *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def believed(warehouse: Warehouse, *, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Every row of every believed table and of every fast one, as text."""
    with closing(warehouse.cursor()) as cursor:
        tables = cursor.execute(
            """SELECT table_schema, table_name FROM information_schema.tables
            WHERE table_catalog = 'warehouse' AND table_schema IN ('main', 'fast') AND table_type = 'BASE TABLE'
            AND table_name NOT IN ('imports', 'data_version', 'migrations')"""
        ).fetchall()
        return {
            f"{schema}.{name}": sorted(map(repr, cursor.table(f"{schema}.{name}").fetchall()))
            for schema, name in tables
            if name not in without
        }


def imports(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    with closing(warehouse.cursor()) as cursor:
        return cursor.execute("SELECT import_id, file_name FROM imports ORDER BY import_id").fetchall()


def shuffled(rows: Table, chance: random.Random) -> Table:
    return (rows[0], *chance.sample(rows[1:], len(rows) - 1))


@pytest.mark.parametrize(
    "form",
    [
        {"encoding": "utf-8-sig"},
        {"encoding": "utf-16", "delimiter": "\t"},
        {"encoding": "gb18030", "delimiter": ";"},
        {"delimiter": "|"},
        {},
    ],
    ids=lambda form: " ".join(form.values()) or "other order",
)
def test_the_same_rows_in_another_form_change_nothing(form: dict[str, str], tmp_path: Path) -> None:
    chance = random.Random(7)
    made = {"deals": deals(chance, 12), "history": history(chance, 12), "activities": activities(chance, 9)}
    if form.get("encoding") == "gb18030":
        made = {
            name: tuple(tuple(str(c).replace("é", "e").replace("Ö", "O") for c in row) for row in rows)
            for name, rows in made.items()
        }
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        load_here(warehouse, tmp_path, [(f"{name}.csv", written(rows)) for name, rows in made.items()])
        before = believed(warehouse, without=frozenset(LISTS_OF_IMPORTS))
        again = [(f"{name} again.csv", written(shuffled(rows, chance), **form)) for name, rows in made.items()]
        load_here(warehouse, tmp_path, again)
        assert believed(warehouse, without=frozenset(LISTS_OF_IMPORTS)) == before
        assert len(imports(warehouse)) == 6
        assert {one.said.code: one.count for one in matching.findings(warehouse)}["imports_repeat"] == 3


def test_when_the_first_of_two_equal_files_is_undone_the_other_takes_over(tmp_path: Path) -> None:
    rows = deals(random.Random(3), 8)
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        both = [("one.csv", written(rows)), ("two.csv", written(rows, delimiter=";"))]
        first, _ = load_here(warehouse, tmp_path, both)
        undo_import(warehouse, first)
        with closing(warehouse.cursor()) as cursor:
            assert cursor.execute("SELECT count(*), min(import_id) FROM deals").fetchall() == [(8, 2)]


def test_overlapping_exports_of_activities_are_not_counted_twice(tmp_path: Path) -> None:
    rows = activities(random.Random(5), 12)
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        parts = [("january.csv", written(rows[:9])), ("february.csv", written((rows[0], *rows[4:])))]
        load_here(warehouse, tmp_path, parts)
        with closing(warehouse.cursor()) as cursor:
            assert cursor.execute("SELECT count(*) FROM activities").fetchall() == [(12,)]


FILES = st.lists(
    st.tuples(st.sampled_from(["deals", "history", "activities"]), st.integers(1, 6), st.integers(0, 99)),
    min_size=2, max_size=3, unique=True,
)  # fmt: skip


@settings(max_examples=3, deadline=None)
@given(FILES, st.integers(0, 3))
def test_undo_of_any_import_gives_back_exactly_what_was_there_without_it(
    files: list[tuple[str, int, int]], place: int
) -> None:
    makers = {"deals": deals, "history": history, "activities": activities}
    contents = [
        (f"{kind}_{seed}_2026-0{1 + number}-15.csv", written(makers[kind](random.Random(seed), count)))
        for number, (kind, count, seed) in enumerate(files)
    ]
    left_out = place % len(contents)
    with TemporaryDirectory() as folder:
        where = Path(folder)
        with warehouse_at(where / "all.duckdb") as warehouse:
            numbers = load_here(warehouse, where, contents)
            before = believed(warehouse)
            late = ("late_2026-06-15.csv", written(deals(random.Random(1), 4)))
            undo_import(warehouse, *load_here(warehouse, where, [late]))
            assert believed(warehouse) == before
            undo_import(warehouse, numbers[left_out])
            after = believed(warehouse, without=frozenset({"list_snapshots"}))
        with warehouse_at(where / "without.duckdb") as warehouse:
            rest = [content for number, content in enumerate(contents) if number != left_out]
            load_here(warehouse, where, rest)
            other = believed(warehouse, without=frozenset({"list_snapshots"}))
        assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in other.items()}
        assert after["fast.states"] == other["fast.states"]
        assert after["fast.visits"] == other["fast.visits"]
