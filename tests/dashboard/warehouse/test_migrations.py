"""Migrations are numbered, run once, and agree with what the loaders produce."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from dashboard.errors import DAMAGED, DashboardError
from dashboard.warehouse import migrations
from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.statements import in_order
from data_loaders.schema import TABLES, Field

TYPES = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "share": "DOUBLE",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "flag": "BOOLEAN",
    "integer": "BIGINT",
    "json": "VARCHAR",
}


def test_numbers_run_from_one_without_a_gap() -> None:
    numbers = [int(path.stem.split("_", 1)[0]) for path in in_order("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_opening_again_runs_nothing(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        assert migrations.apply(cursor) == ()
        applied = cursor.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()
        assert applied == [(int(path.stem.split("_", 1)[0]), path.stem) for path in in_order("migrations")]


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        cursor.execute("INSERT INTO migrations VALUES (999, 'from the future', now()::TIMESTAMP)")
    with pytest.raises(DashboardError) as refused:
        open_warehouse(tmp_path / "w.duckdb")
    assert refused.value.exit_code == DAMAGED
    assert "newer" in str(refused.value)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_what_files_state_is_kept_in_the_columns_of_the_canonical_tables(tmp_path: Path, table: str) -> None:
    def column(field: Field) -> tuple[str, str]:
        return field.name, TYPES[field.type]

    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        found = cursor.execute(f"SELECT column_name, column_type FROM (DESCRIBE loaded.{table})").fetchall()
    assert found == [("import_id", "INTEGER"), *map(column, TABLES[table])]
