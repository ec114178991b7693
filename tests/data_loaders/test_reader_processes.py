"""A reader that stands by reads one file as a new one would, and never outlives whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_loaders import reader_processes
from data_loaders.problems import Refused
from data_loaders.reader_processes import PROJECT, reader, stand_by, stand_down
from data_loaders.sandbox import Limits, read_in_child
from data_loaders.table_files import read_table
from tests.processes import alive, gone, in_time

DEALS = "Deal ID,Deal Name,Deal Stage,Amount,Create Date,Close Date\n1,A,Won,5,2026-01-05,2026-02-05\n"
STARTS_ONE = "from data_loaders.reader_processes import stand_by; stand_by(); print('stands by', flush=True); input()"


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    return path


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the folders of readers are put; nobody stands by before and after."""
    stand_down()
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    stand_down()


def test_a_file_is_read_by_the_one_that_stands_by_as_by_a_new_one(deals: Path, tmp_path: Path) -> None:
    fresh = read_in_child(deals, tmp_path / "fresh")
    stand_by()
    waiting = reader_processes._standby._reader
    assert waiting is not None
    assert read_in_child(deals, tmp_path / "waited") == fresh
    assert not alive(waiting.process.pid)
    assert read_table(tmp_path / "waited", "deals").equals(read_table(tmp_path / "fresh", "deals"))


def test_it_reads_one_file_and_no_second(deals: Path, tmp_path: Path, place: Path) -> None:
    stand_by()
    with reader() as first, reader() as second:
        assert first.process.pid != second.process.pid
    assert read_in_child(deals, tmp_path / "out").rows_read == 1
    assert list(place.iterdir()) == []


def test_at_most_one_stands_by_and_one_that_died_is_replaced() -> None:
    stand_by()
    stand_by()
    with reader() as first:
        pass
    stand_by()
    waiting = reader_processes._standby._reader
    assert waiting is not None
    assert waiting.process.pid != first.process.pid
    os.kill(waiting.process.pid, signal.SIGKILL)
    waiting.process.wait()
    with reader() as fresh:
        assert fresh.process.poll() is None
        assert fresh.process.pid != waiting.process.pid


def test_where_none_can_be_started_nobody_is_disturbed(
    deals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
        stand_by()
        assert reader_processes._standby._reader is None
    assert read_in_child(deals, tmp_path / "out").rows_read == 1


def test_its_limits_are_those_of_the_file(deals: Path, tmp_path: Path) -> None:
    stand_by()
    with pytest.raises(Refused) as error:
        read_in_child(deals, tmp_path / "out", limits=Limits(memory_mb=64))
    assert error.value.said.code == "child_memory"
    assert not (tmp_path / "out").exists()


def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setattr(reader_processes, "PATIENCE_S", 0.2)
    stand_by()
    waiting = reader_processes._standby._reader
    assert waiting is not None
    assert gone(waiting.process.pid)
    assert in_time(lambda: list(place.iterdir()) == [])


@pytest.mark.parametrize("end", ["returns", "is killed"])
def test_it_ends_with_the_process_that_started_it(end: str, place: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", STARTS_ONE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(place)},
    )
    assert parent.stdout is not None
    assert parent.stdin is not None
    assert parent.stdout.readline() == b"stands by\n"
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    assert len(children) == 1
    if end == "returns":
        parent.communicate(b"\n", timeout=20)
        assert list(place.iterdir()) == []
    else:
        parent.kill()
        parent.wait()
        parent.stdin.close()
        parent.stdout.close()
    assert gone(int(children[0]))
