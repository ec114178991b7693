"""Readings run beside the page, end when nobody wants them, and never leave a child behind."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import DashboardError
from dashboard.views import failure
from dashboard.views.data_loading import Loading, ToLoad
from dashboard.views.data_reading import Readings
from dashboard.warehouse import imports
from dashboard.warehouse.connection import Warehouse
from data_loaders.options import Options

SECONDS = 20


class Reader:
    """Stands in for the reading of a file: it goes on until it is let go or cancelled."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.let_go = threading.Event()
        self.cancelled: list[str] = []
        self.read: list[str] = []

    def __call__(
        self,
        path: Path,
        options: Options,
        progress: Callable[[float, str], None],
        _warehouse: object,
        *,
        cancelled: Callable[[], bool],
    ) -> Any:
        self.begun.release()
        progress(0.5, "reading")
        until = time.monotonic() + SECONDS
        while not self.let_go.wait(0.01):
            assert time.monotonic() < until
            if cancelled():
                self.cancelled.append(options.to_json())
                raise DashboardError("stopped")
        self.read.append(path.name)
        return f"report of {path.name}"

    def wait_until_begun(self) -> None:
        assert self.begun.acquire(timeout=SECONDS)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    stand_in = Reader()
    monkeypatch.setattr(imports, "preview_file", stand_in)
    return stand_in


def collected(readings: Readings) -> None:
    until = time.monotonic() + SECONDS
    while readings.busy:
        assert time.monotonic() < until
        readings.wait(0.05)
        readings.collect()


def test_a_file_is_read_once_and_remembered(reader: Reader) -> None:
    readings, options = Readings(), Options()
    reader.let_go.set()
    for _ in range(3):
        readings.want(None, "a", Path("a.csv"), options)  # type: ignore[arg-type]
        collected(readings)
    assert reader.read == ["a.csv"]
    outcome = readings.outcome("a", options)
    assert outcome is not None
    assert str(outcome.report) == "report of a.csv"


def test_other_options_end_the_reading_under_way_and_begin_another(reader: Reader) -> None:
    readings = Readings()
    readings.want(None, "a", Path("a.csv"), Options())  # type: ignore[arg-type]
    reader.wait_until_begun()
    readings.want(None, "a", Path("a.csv"), Options(currency="CNY"))  # type: ignore[arg-type]
    reader.wait_until_begun()
    until = time.monotonic() + SECONDS
    while not reader.cancelled:
        assert time.monotonic() < until
        time.sleep(0.01)
    reader.let_go.set()
    collected(readings)
    assert reader.cancelled == [Options().to_json()]
    assert readings.outcome("a", Options()) is None
    assert readings.outcome("a", Options(currency="CNY")) is not None


def test_stopping_ends_what_is_under_way_and_keeps_what_was_read(reader: Reader) -> None:
    readings, options = Readings(), Options()
    reader.let_go.set()
    readings.want(None, "a", Path("a.csv"), options)  # type: ignore[arg-type]
    collected(readings)
    reader.let_go.clear()
    readings.want(None, "b", Path("b.csv"), options)  # type: ignore[arg-type]
    reader.wait_until_begun()
    readings.stop()
    readings.want(None, "b", Path("b.csv"), options)  # type: ignore[arg-type]
    assert readings.busy == ()
    assert readings.stopped("b")
    assert readings.outcome("a", options) is not None
    readings.resume("b")
    reader.let_go.set()
    readings.want(None, "b", Path("b.csv"), options)  # type: ignore[arg-type]
    collected(readings)
    assert readings.outcome("b", options) is not None


def test_readings_end_with_the_visit(reader: Reader) -> None:
    readings = Readings()
    readings.want(None, "a", Path("a.csv"), Options())  # type: ignore[arg-type]
    reader.begun.acquire()
    (job,) = readings.busy
    del readings
    gc.collect()
    assert job.stop.is_set()


def test_a_fault_of_the_program_is_raised_once_and_not_in_a_circle(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_told: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(imports, "preview_file", broken)
    readings = Readings()
    readings.want(None, "a", Path("a.csv"), Options())  # type: ignore[arg-type]
    readings.wait(SECONDS)
    with pytest.raises(ZeroDivisionError):
        readings.collect()
    readings.want(None, "a", Path("a.csv"), Options())  # type: ignore[arg-type]
    assert readings.busy == ()
    assert readings.stopped("a")


def loading_of(warehouse: Warehouse, path: Path) -> Loading:
    return Loading(warehouse, [ToLoad("a", path, Options(file_name="deals.csv"))])


def deals(path: Path) -> Path:
    rows = "".join(f"{n},Deal {n},Proposal,{n * 10},2026-03-0{n}\n" for n in range(1, 9))
    path.write_text(f"Deal ID,Deal name,Stage,Amount,Created\n{rows}", encoding="utf-8")
    return path


def test_a_cancelled_load_leaves_nothing(warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    read = imports._read

    def slow(*told: Any, **more: Any) -> Any:
        begun.set()
        assert go_on.wait(SECONDS)
        return read(*told, **more)

    monkeypatch.setattr(imports, "_read", slow)
    loading = loading_of(warehouse, deals(tmp_path / "deals.csv"))
    assert begun.wait(SECONDS)
    loading.cancel()
    go_on.set()
    with pytest.raises(failure.Failure):
        loading.results()
    assert loading.cancelled
    assert imports.list_imports(warehouse) == ()


def test_a_load_that_stores_can_no_longer_be_cancelled(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    store = imports._store

    def slow(*told: Any, **more: Any) -> Any:
        begun.set()
        assert go_on.wait(SECONDS)
        return store(*told, **more)

    monkeypatch.setattr(imports, "_store", slow)
    loading = loading_of(warehouse, deals(tmp_path / "deals.csv"))
    assert begun.wait(SECONDS)
    loading.cancel()
    go_on.set()
    (result,) = loading.results()
    assert not loading.cancelled
    assert [row.import_id for row in imports.list_imports(warehouse)] == [result.import_id]
