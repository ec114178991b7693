"""The folder and the views that other tools read."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from dashboard.errors import USAGE, DashboardError
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.exchange import SCHEMA_FILE, Published, bi_tables, publish
from dashboard.warehouse.imports import load_files
from data_loaders.options import Options
from tests.blank_warehouse import warehouse_at
from tests.data_loaders.reading_exports import EXPORTS

FILES = ("hubspot_labels.csv", "hubspot_contacts.csv", "channel_spend.csv", "google_analytics.csv", "fx_rates_wide.csv")
PROJECT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with warehouse_at(tmp_path_factory.mktemp("exchange") / "warehouse.duckdb") as warehouse:
        load_files(warehouse, [(EXPORTS / name, Options()) for name in FILES])
        yield warehouse


@pytest.fixture(scope="module")
def published(loaded: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(loaded, tmp_path_factory.mktemp("published") / "tables")


def test_every_documented_table_is_a_file_with_the_documented_columns(published: Published) -> None:
    for table in bi_tables():
        file = pq.read_schema(published.path / f"{table.name}.parquet")
        assert file.names == [column.name for column in table.columns], table.name
    files = {path.stem for path in published.path.glob("*.parquet")}
    assert files == {table.name for table in bi_tables()}


def test_the_views_have_the_documented_columns_and_no_other_view_is_there(loaded: Warehouse) -> None:
    with closing(loaded.cursor()) as cursor:
        rows = cursor.execute(
            """SELECT table_name, column_name FROM duckdb_columns()
            WHERE database_name = 'warehouse' AND schema_name = 'bi' ORDER BY table_name, column_index"""
        ).fetchall()
    documented = [(table.name, column.name) for table in bi_tables() for column in table.columns]
    assert sorted(set(rows)) == sorted(documented)


def test_the_folder_holds_what_the_warehouse_believes(loaded: Warehouse, published: Published) -> None:
    deals = pq.read_table(published.path / "deals.parquet")
    with closing(loaded.cursor()) as cursor:
        ((count, amount),) = cursor.execute("SELECT count(*), sum(amount) FROM main.deals").fetchall()
    assert deals.num_rows == count > 0
    assert sum(value or 0 for value in deals.column("amount").to_pylist()) == pytest.approx(amount)
    assert {table.name: table.rows for table in published.tables}["deals"] == count


def test_ids_are_text_money_has_its_currency_and_times_have_no_zone(published: Published) -> None:
    for table in published.tables:
        schema = pq.read_schema(published.path / f"{table.name}.parquet")
        for column in table.columns:
            kind = str(schema.field(column.name).type)
            if column.name.endswith("_id"):
                assert kind == "string", (table.name, column.name)
            if column.unit == "time":
                assert kind == "timestamp[us]", (table.name, column.name)
            if column.unit == "day":
                assert kind == "date32[day]", (table.name, column.name)
            if column.unit.startswith("money in "):
                assert column.unit.removeprefix("money in ") in schema.names, (table.name, column.name)


def test_the_description_in_the_folder_says_what_each_column_is(published: Published) -> None:
    said = json.loads((published.path / SCHEMA_FILE).read_text(encoding="utf-8"))
    assert said["reporting_currency"] == "CNY"
    assert "zone" in said["times"]
    columns = [column for table in said["tables"] for column in table["columns"]]
    assert all(column["unit"] and column["meaning"] and column["type"] for column in columns)
    assert (published.path / "README.md").read_text(encoding="utf-8").startswith("# Published tables")


def test_nobody_can_write_into_a_published_file_by_accident(published: Published) -> None:
    assert {path.stat().st_mode & 0o222 for path in published.path.iterdir()} == {0}


def test_tools_without_parquet_get_the_same_rows_as_csv_with_harmless_texts(tmp_path: Path) -> None:
    text = 'Deal Name,Stage,Amount,Created\n"=HYPERLINK(""x"")",Won,1000,2026-01-05\n张伟的单,Lost,5,2026-01-06\n'
    (tmp_path / "deals.csv").write_text(text, encoding="utf-8")
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        load_files(warehouse, [(tmp_path / "deals.csv", Options())])
        done = publish(warehouse, tmp_path / "tables", with_csv=True)
    raw = (done.path / "deals.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert sorted(row["deal_name"] for row in rows) == ['\'=HYPERLINK("x")', "张伟的单"]
    assert {path.stem for path in done.path.glob("*.csv")} == {path.stem for path in done.path.glob("*.parquet")}


def test_publishing_again_replaces_the_folder_and_leaves_nothing_beside_it(loaded: Warehouse, tmp_path: Path) -> None:
    first = publish(loaded, tmp_path / "tables")
    before = {path.name: path.read_bytes() for path in first.path.glob("*.json")}
    again = publish(loaded, tmp_path / "tables")
    assert {path.name: path.read_bytes() for path in again.path.glob("*.json")} == before
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_folder_of_something_else_is_never_replaced(loaded: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("photos", "file"):
        with pytest.raises(DashboardError) as refused:
            publish(loaded, tmp_path / name)
        assert refused.value.exit_code == USAGE
    assert (tmp_path / "photos" / "cat.jpg").read_bytes() == b"cat"


def test_an_empty_warehouse_publishes_empty_tables(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        done = publish(warehouse, tmp_path / "tables")
    assert {table.name for table in done.tables if table.rows} == set()


def test_a_failure_leaves_the_folder_before_as_it_was(
    loaded: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = publish(loaded, tmp_path / "tables")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(OSError, match="No space"):
        publish(loaded, tmp_path / "tables")
    assert (done.path / "deals.parquet").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_another_program_reads_the_views_from_a_copy_of_the_warehouse_file(loaded: Warehouse, tmp_path: Path) -> None:
    copy = tmp_path / "other name.duckdb"
    with closing(loaded.cursor()) as cursor:
        cursor.execute("CHECKPOINT warehouse")
    shutil.copyfile(loaded.path, copy)
    with duckdb.connect(str(copy), read_only=True) as other:
        for table in bi_tables():
            rows = other.execute(f"SELECT count(*) FROM bi.{table.name}").fetchall()
            assert rows[0][0] >= 0
        assert other.execute("SELECT count(*) FROM bi.deals").fetchall()[0][0] > 0


def test_the_document_describes_exactly_these_tables_and_columns() -> None:
    text = (PROJECT / "docs" / "bi.md").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    table = ""
    for line in text.splitlines():
        if head := re.match(r"### `(\w+)`", line):
            table = head.group(1)
            found[table] = []
        elif table and (row := re.match(r"\| `(\w+)` \|", line)):
            found[table].append(row.group(1))
    assert found == {one.name: [column.name for column in one.columns] for one in bi_tables()}
