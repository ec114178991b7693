"""Imports: once, whole, and removable without a trace."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.errors import USAGE, DashboardError
from dashboard.filters import DealFilter
from dashboard.metrics import METRICS
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.imports import (
    list_imports,
    load_files,
    preview_file,
    rebuild,
    report_of,
    store_tables,
    undo_import,
)
from dashboard.warehouse.sample import has_sample, is_first_start, remove_sample
from dashboard.warehouse.scope import scope_of
from data_loaders.options import Options
from data_loaders.table_files import table_file
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store, warehouse_of

SHEET = """Deal Name,Owner,Stage,Amount,Created,Close Date
Alpha,Ana,Won,1000,2026-01-05,2026-02-20
Beta,Bo,Lost,2000,2026-01-07,2026-03-02
Gamma,Ana,Proposal,3000,2026-02-11,2026-06-30
Delta,Bo,Qualification,4000,2026-02-15,2026-07-31
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(SHEET)
    return path


def everything(warehouse: Warehouse) -> list[object]:
    """Every number of every metric, and the version-free content of the believed tables."""
    scope = scope_of(warehouse, DealFilter())
    with closing(warehouse.cursor()) as cursor:
        deals = cursor.execute("SELECT * EXCLUDE (import_id) FROM deals ORDER BY deal_key").fetchall()
    return [deals, *(metric.ask(scope).rows for metric in METRICS)]


@pytest.mark.child
def test_a_file_loads_and_its_rows_are_accounted_for(tmp_path: Path, sheet: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        (loaded,) = load_files(warehouse, [(sheet, Options())])
        (row,) = list_imports(warehouse)
        assert not loaded.already
        assert row.rows_read == row.rows_loaded + row.rows_merged + row.rows_rejected == 4
        assert known.holdings(warehouse).deals == 4
        assert report_of(warehouse, loaded.import_id) == loaded.report
        assert (warehouse.files / loaded.report.sha256).read_text() == SHEET


def test_the_same_content_under_another_name_changes_nothing(tmp_path: Path, sheet: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        (first,) = load_files(warehouse, [(sheet, Options())])
        before, version = everything(warehouse), warehouse.version
        (again,) = load_files(warehouse, [(sheet.rename(tmp_path / "copy.csv"), Options())])
        assert again.already
        assert again.import_id == first.import_id
        assert warehouse.version == version
        assert everything(warehouse) == before


@pytest.mark.child
def test_a_refused_file_takes_the_others_of_its_call_with_it(tmp_path: Path, sheet: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("")
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        version = warehouse.version
        with pytest.raises(DashboardError):
            load_files(warehouse, [(sheet, Options()), (bad, Options())])
        assert list_imports(warehouse) == ()
        assert warehouse.version == version
        assert not list(warehouse.spool.iterdir())


def test_a_preview_writes_nothing(tmp_path: Path, sheet: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        version = warehouse.version
        assert preview_file(sheet, Options()).preview.deals == 4
        assert warehouse.version == version
        assert not warehouse.files.exists()


def test_undo_gives_back_exactly_what_was_there(tmp_path: Path) -> None:
    one = a_pipeline().deal("D1", amount=5, created="2026-01-01").enters("Lead", on="2026-01-02").wins(on="2026-02-02")
    two = a_pipeline().deal("D1", amount=9, created="2026-01-01").enters("Lead", on="2026-01-02").loses(on="2026-02-05")
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        store(warehouse, tmp_path / "one", one)
        before = everything(warehouse)
        second = store(warehouse, tmp_path / "two", two)
        assert everything(warehouse) != before
        assert undo_import(warehouse, second).import_id == second
        assert everything(warehouse) == before


def test_undoing_what_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, pytest.raises(DashboardError) as refused:
        undo_import(warehouse, 7)
    assert refused.value.exit_code == USAGE


def test_ones_own_file_takes_the_place_of_the_sample(tmp_path: Path, sheet: Path) -> None:
    sample = tmp_path / "sample.csv"
    sample.write_text(SHEET.replace("Alpha", "Omega"))
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        load_files(warehouse, [(sample, Options())], sample=True)
        assert has_sample(warehouse)
        (loaded,) = load_files(warehouse, [(sheet, Options())])
        assert loaded.replaced_sample
        assert not has_sample(warehouse)
        assert {row.file_name for row in list_imports(warehouse)} == {"deals.csv"}


def test_removing_the_sample_leaves_an_empty_warehouse(tmp_path: Path, sheet: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        load_files(warehouse, [(sheet, Options())], sample=True)
        assert remove_sample(warehouse) == 1
        assert not is_first_start(warehouse), "a sample that was removed does not come back unasked"
        assert known.holdings(warehouse).deals == 0
        assert known.newest(warehouse) is None


def test_a_rebuild_from_the_kept_originals_gives_the_same_numbers(tmp_path: Path, sheet: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        load_files(warehouse, [(sheet, Options())])
        before, listed = everything(warehouse), list_imports(warehouse)
        sheet.unlink()
        assert rebuild(warehouse) == 1
        assert everything(warehouse) == before
        assert list_imports(warehouse) == listed


def test_a_lost_database_is_rebuilt_from_the_files_beside_it(tmp_path: Path, sheet: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path) as warehouse:
        load_files(warehouse, [(sheet, Options())])
        before = everything(warehouse)
    path.unlink()
    with open_warehouse(path) as warehouse:
        assert rebuild(warehouse) == 1
        assert everything(warehouse) == before
        sheet.write_text(SHEET.replace("Alpha", "Omega"))
        (loaded,) = load_files(warehouse, [(sheet, Options())])
        assert not loaded.already


def test_a_table_with_a_missing_column_is_not_half_stored(tmp_path: Path) -> None:
    pipeline = a_pipeline().deal("D1", amount=5).enters("Lead", on="2026-01-02")
    with warehouse_of(tmp_path, pipeline) as warehouse:
        before = everything(warehouse)
        broken = tmp_path / "broken"
        broken.mkdir()
        one = pa.table({"deal_id": ["X"]})
        with pa.ipc.new_file(table_file(broken, "deals"), one.schema) as writer:
            writer.write_table(one)
        report = report_of(warehouse, list_imports(warehouse)[0].import_id)
        with pytest.raises(Exception, match="column"):
            store_tables(warehouse, broken, type(report)(**{**report.__dict__, "sha256": "other"}))
        assert everything(warehouse) == before


def test_salesforce_ids_of_15_and_18_letters_are_one_deal(tmp_path: Path) -> None:
    short = a_pipeline().deal("006A000000B1cDe", amount=5, level="D").enters("Lead", on="2026-01-02")
    long = a_pipeline().deal("006A000000B1cDeFGH", amount=7, level="D").enters("Lead", on="2026-01-02")
    other = a_pipeline().deal("006A000000B1cdE", amount=9, level="D").enters("Lead", on="2026-01-02")
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        store(warehouse, tmp_path / "one", short)
        store(warehouse, tmp_path / "two", long, other)
        assert known.holdings(warehouse).deals == 2
