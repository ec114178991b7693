"""What the warehouse holds is told anew as soon as something is loaded or taken out."""

from __future__ import annotations

from pathlib import Path

from dashboard.warehouse import known
from dashboard.warehouse.imports import list_imports, undo_import
from tests.blank_warehouse import warehouse_at
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store


def test_the_values_to_filter_by_follow_what_is_loaded_and_taken_out(tmp_path: Path) -> None:
    story = a_pipeline().deal("A", owner_name="Ana").enters("Lead", on="2026-01-02")
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        assert known.dimension_values(warehouse)["owner"] == ()
        store(warehouse, tmp_path / "tables", story)
        assert known.dimension_values(warehouse)["owner"] == ("Ana",)
        assert not known.has_owner_changes(warehouse)
        undo_import(warehouse, list_imports(warehouse)[0].import_id)
        assert known.dimension_values(warehouse)["owner"] == ()
