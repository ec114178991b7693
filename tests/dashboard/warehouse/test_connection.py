"""The door to the file: one process, a lasting format, nothing reachable from SQL."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from dashboard.errors import BUSY, DAMAGED, DashboardError
from dashboard.warehouse import layout
from dashboard.warehouse.connection import open_warehouse

OPEN_IN_ANOTHER = """
import sys
from pathlib import Path
from dashboard.errors import DashboardError
from dashboard.warehouse.connection import open_warehouse
try:
    open_warehouse(Path(sys.argv[1]))
except DashboardError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def test_a_second_process_is_told_that_the_warehouse_is_in_use(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path):
        second = subprocess.run(
            [sys.executable, "-c", OPEN_IN_ANOTHER, str(path)], capture_output=True, text=True, check=False
        )
    third = subprocess.run(
        [sys.executable, "-c", OPEN_IN_ANOTHER, str(path)], capture_output=True, text=True, check=False
    )

    assert second.returncode == BUSY
    assert "in use" in second.stdout
    assert third.returncode == 0


def test_opening_twice_in_one_process_gives_the_same_warehouse_even_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with open_warehouse(tmp_path / "w.duckdb") as one, open_warehouse(tmp_path / "link" / "w.duckdb") as other:
        assert one is other
        one.close()
        assert other.version >= 1
        open_warehouse(tmp_path / "w.duckdb")


def test_a_file_that_is_no_warehouse_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    path.write_text("not a database")
    with pytest.raises(DashboardError) as refused:
        open_warehouse(path)
    assert refused.value.exit_code == DAMAGED


@pytest.mark.parametrize(
    "escape",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/out.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SELECT * FROM read_text('../w.duckdb.lock')",
    ],
)
def test_sql_cannot_reach_out_of_the_warehouse(tmp_path: Path, escape: str) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        with pytest.raises(duckdb.Error):
            cursor.execute(escape).fetchall()
        assert cursor.execute("SELECT version FROM data_version").fetchall()


def test_sql_does_not_read_python_variables(tmp_path: Path) -> None:
    secret = {"a": [1]}  # noqa: F841 - the point is that a query cannot see it
    with (
        open_warehouse(tmp_path / "w.duckdb") as warehouse,
        closing(warehouse.cursor()) as cursor,
        pytest.raises(duckdb.Error),
    ):
        cursor.execute("SELECT * FROM secret")


def test_threads_with_their_own_cursors_never_get_each_others_rows(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:

        def ask(number: int) -> bool:
            with closing(warehouse.cursor()) as cursor:
                return cursor.execute("SELECT $n FROM range(3)", {"n": number}).fetchall() == [(number,)] * 3

        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(ask, range(400)))


def test_a_failed_transaction_leaves_nothing_behind(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        with pytest.raises(duckdb.Error), warehouse.transaction() as cursor:  # noqa: PT012 - the second statement fails
            cursor.execute("INSERT INTO settings VALUES ('reporting_currency', 'EUR')")
            cursor.execute("SELECT * FROM no_such_table")
        with closing(warehouse.cursor()) as cursor:
            assert cursor.execute("SELECT count(*) FROM settings").fetchall() == [(0,)]


def test_a_warehouse_built_by_another_layout_is_rebuilt_on_opening(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        assert not layout.refresh(cursor)
        cursor.execute("UPDATE data_version SET layout = 'older'")
        cursor.execute("DROP TABLE fast.deals")
        cursor.execute("CREATE TABLE fast.of_the_older_layout AS SELECT 1 AS deal")
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        assert cursor.execute("SELECT count(*) FROM fast.deals").fetchall() == [(0,)]
        with pytest.raises(duckdb.CatalogException):
            cursor.execute("FROM fast.of_the_older_layout")


def test_a_warehouse_laid_out_when_other_holidays_were_known_is_laid_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        assert not layout.refresh(cursor)
        monkeypatch.setattr(layout, "version", lambda _package: "of another year")
        assert layout.refresh(cursor)


def test_the_clock_of_every_cursor_is_utc_wherever_the_machine_stands(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from dashboard.warehouse.connection import open_warehouse\n"
        "with open_warehouse(Path(sys.argv[1])) as warehouse, warehouse.cursor() as cursor:\n"
        "    print(cursor.execute(\"SELECT current_setting('TimeZone')\").fetchall()[0][0])"
    )
    asked = [sys.executable, "-c", program, str(tmp_path / "warehouse.duckdb")]
    told = subprocess.run(asked, env={**os.environ, "TZ": "Asia/Shanghai"}, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "UTC"
