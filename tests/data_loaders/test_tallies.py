"""What is counted beside other work is what would be counted without it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pytest

from data_loaders import tallies
from data_loaders.load import read_export
from data_loaders.scratch import open_scratch
from data_loaders.tallies import Tallies

ROWS = [("Won", "A-1"), ("Lost", "n/a"), ("Won", "A-2"), ("-", "A-3"), (None, "N/A"), ("Won", "nothing")]


@pytest.fixture
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_scratch() as connection:
        connection.execute("CREATE TABLE raw (c0 VARCHAR, c1 VARCHAR)")
        connection.executemany("INSERT INTO raw VALUES (?, ?)", ROWS)
        yield connection


def test_values_that_come_again_are_all_counted_of_others_only_those_that_may_be_nothing(
    scratch: duckdb.DuckDBPyConnection,
) -> None:
    counting = Tallies(scratch, "raw", {"c0": True, "c1": False}, ["nothing"])
    counting._pool.submit(int).result()
    stages, names = counting.of("raw", "c0"), counting.of("raw", "c1")
    assert stages is not None
    assert names is not None
    assert (stages.rows, stages.is_whole) == ({"Won": 3, "Lost": 1, "-": 1}, True)
    assert (names.rows, names.is_whole) == ({"n/a": 1, "N/A": 1, "nothing": 1}, False)
    assert counting.of("another", "c0") is None
    assert counting.of("raw", "c2") is None
    counting.close()


def test_what_was_not_begun_is_given_up_and_what_fails_is_left_to_whoever_asks(
    scratch: duckdb.DuckDBPyConnection,
) -> None:
    counting = Tallies(scratch, "absent", {"c0": True}, [])
    counting._pool.submit(int).result()
    assert counting.of("absent", "c0") is None
    counting.close()
    waits = threading.Event()
    with mock.patch.object(Tallies, "_count", side_effect=lambda *_, **__: waits.wait()):
        slow = Tallies(scratch, "raw", {"c0": True, "c1": False}, [])
        assert slow.of("raw", "c1") is None
        waits.set()
        slow.close()


class Waiting(Tallies):
    """Tallies that are done before anybody asks."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        wait(self._begun.values())


def test_a_file_says_the_same_whether_its_values_were_counted_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "deals.csv"
    lines = [
        f"{number},Deal {number},{('n/a', 'Won', 'Demo', '-')[number % 4]},{('Ann', 'N/A', 'Bo')[number % 3]},"
        f"{('USD', 'EUR', '--')[number % 3]},{number % 100},{number * 3.5},2026-01-{number % 28 + 1:02}"
        for number in range(1, 600)
    ]
    path.write_text("\n".join(["Deal ID,Deal Name,Stage,Owner,Currency,Probability,Amount,Created Date", *lines]))
    reports = []
    monkeypatch.setattr(tallies, "Tallies", Waiting)
    for rows in (1, 10**9):
        monkeypatch.setattr(tallies, "LARGE", rows)
        reports.append(read_export(path, tmp_path / str(rows)))
    assert reports[0] == reports[1]
    nothings = {change.rule.values["column"]: change.cells for change in reports[0].changes}
    assert nothings["Stage"] == 299
    assert nothings["Owner"] == 200
