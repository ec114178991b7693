"""A backup opens like the original and gives the same numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import USAGE, DashboardError
from dashboard.filters import DealFilter
from dashboard.metrics import stage_funnel
from dashboard.warehouse.backup import backup
from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.scope import scope_of
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import warehouse_of


def test_a_backup_of_an_open_warehouse_gives_the_same_numbers(tmp_path: Path) -> None:
    pipeline = a_pipeline().deal("D1", amount=5).enters("Lead", on="2026-01-02").wins(on="2026-02-01")
    target = tmp_path / "kept" / "backup.duckdb"
    with warehouse_of(tmp_path, pipeline) as warehouse:
        backup(warehouse, target)
        with open_warehouse(target) as copy:
            rows = stage_funnel.ask(scope_of(copy, DealFilter())).rows
            assert rows == stage_funnel.ask(scope_of(warehouse, DealFilter())).rows
            assert len(rows) == 4


def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    target = tmp_path / "backup.duckdb"
    target.write_text("something else")
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, pytest.raises(DashboardError) as refused:
        backup(warehouse, target)
    assert refused.value.exit_code == USAGE
    assert target.read_text() == "something else"
