"""A load that is killed at any moment leaves the warehouse as it was before, or as it is afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import REFUSED
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.imports import READING_SHARE, list_imports, load_files, undo_import
from dashboard.warehouse.integrity import examine
from data_loaders.options import Options

KILLS = 50
IN_A_CHILD = 5
"""Of these, so many read the file in a process of its own, as the product does; the others take the tables as read."""
EARLIER = "Deal Name,Owner,Stage,Amount,Created,Close Date\n" + "".join(
    f"Deal {number},Ana,Proposal,{number}00,2026-01-{number % 28 + 1:02d},2026-06-30\n" for number in range(40)
)
LATER = "Deal Name,Owner,Stage,Amount,Created,Close Date\n" + "".join(
    f"Deal {number},Bo,{'Won' if number % 3 else 'Lost'},{number}50,2026-02-{number % 28 + 1:02d},2026-07-31\n"
    for number in range(20, 60)
)


@dataclass(frozen=True)
class Outcome:
    """How a loading process ended: its wait status, and the progress it told with its moments."""

    status: int
    shares: list[tuple[float, float]]


class Loader:
    """The process of `loading_process`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.dashboard.warehouse.loading_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )

    def load(
        self,
        warehouse: Path,
        file: Path,
        *,
        reading: str = "before",
        kill_after_s: float | None = None,
        **more: int,
    ) -> Outcome:
        """Load in a fork; SIGKILL it after so many seconds, if it still lives then."""
        assert self.process.stdin
        assert self.process.stdout
        task = {"warehouse": str(warehouse), "file": str(file), "reading": reading, **more}
        print(json.dumps(task), file=self.process.stdin, flush=True)
        pid = int(self.process.stdout.readline())
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        status, shares = json.loads(self.process.stdout.readline())
        return Outcome(status, [(share, moment) for share, moment in shares])

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture(scope="module")
def loader() -> Iterator[Loader]:
    started = Loader()
    yield started
    started.close()


@dataclass(frozen=True)
class Scene:
    """A warehouse with one import, the file to be loaded next, and how the warehouse is before and afterwards."""

    folder: Path
    file: Path
    before: dict[str, Any]
    after: dict[str, Any]
    begins_s: float
    lasts_s: float

    def copy(self, name: str) -> Path:
        target = self.folder / name
        shutil.copytree(self.folder / "base", target)
        return target / "w.duckdb"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, loader: Loader) -> Scene:
    folder = tmp_path_factory.mktemp("kills")
    (folder / "base").mkdir()
    earlier, later = folder / "earlier.csv", folder / "later.csv"
    earlier.write_text(EARLIER)
    later.write_text(LATER)
    base = folder / "base" / "w.duckdb"
    assert loader.load(base, earlier).status == 0
    before = state(base)
    scene = Scene(folder, later, before, {}, 0, 0)
    whole = scene.copy("whole")
    start = time.monotonic()
    outcome = loader.load(whole, later)
    lasts = time.monotonic() - start
    assert outcome.status == 0
    stored = next(moment for share, moment in outcome.shares if share >= READING_SHARE)
    after = state(whole)
    assert after != before
    return Scene(folder, later, before, after, stored, lasts)


def state(path: Path) -> dict[str, Any]:
    """A digest of every table and of every kept original, as the next opening finds them."""
    with open_warehouse(path) as warehouse:
        return _state(warehouse)


def _state(warehouse: Warehouse) -> dict[str, Any]:
    return {**_tables(warehouse), **_originals(warehouse)}


def _tables(warehouse: Warehouse) -> dict[str, Any]:
    with closing(warehouse.cursor()) as cursor:
        names = cursor.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'warehouse' ORDER BY ALL"
        ).fetchall()
        found = {}
        for schema, table in names:
            if table == "data_version":  # only ever grows: also when another version of the layout opens the file
                continue
            columns = "* EXCLUDE (loaded_at)" if table == "imports" else "*"
            sql = f"SELECT count(*), bit_xor(hash(t)) FROM (SELECT {columns} FROM {schema}.{table}) AS t"
            found[f"{schema}.{table}"] = cursor.execute(sql).fetchall()
        return found


def _originals(warehouse: Warehouse) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in warehouse.files.glob("*")}


def moments(scene: Scene) -> list[float]:
    """Fifty moments: half over the whole load, half over the storing, which ends it."""
    drawn = random.Random(20_260_706)
    whole = [drawn.uniform(0, scene.lasts_s) for _ in range(KILLS // 2)]
    return whole + [drawn.uniform(scene.begins_s, scene.lasts_s) for _ in range(KILLS - len(whole))]


def test_a_load_killed_at_fifty_moments_leaves_the_warehouse_as_before_or_as_after(
    scene: Scene, loader: Loader
) -> None:
    ends = {"before": 0, "after": 0}
    for number, moment in enumerate(moments(scene)):
        path = scene.copy(f"kill-{number}")
        reading = "child" if number < IN_A_CHILD else "before"
        outcome = loader.load(path, scene.file, reading=reading, kill_after_s=moment)
        assert outcome.status in (0, signal.SIGKILL)
        with open_warehouse(path) as warehouse:
            found = _state(warehouse)
            assert found in (scene.before, scene.after), _difference(found, scene, moment)
            ends["before" if found == scene.before else "after"] += 1
            assert examine(warehouse).imports == len(list_imports(warehouse))
            assert not list(warehouse.spool.iterdir())
        if number % 5 == 0:
            assert loader.load(path, scene.file).status == 0
            assert state(path) == scene.after
        shutil.rmtree(path.parent)
    assert min(ends.values()) > 0, ends


def _difference(found: dict[str, Any], scene: Scene, moment: float) -> str:
    sides = {
        side: {key for key in found.keys() | state.keys() if found.get(key) != state.get(key)}
        for side, state in (("before", scene.before), ("after", scene.after))
    }
    return f"killed after {moment:.3f} s; differs from {sides}"


@pytest.mark.parametrize(
    ("largest_file", "reading"), [(2_000, "child"), (20_000, "before"), (100_000, "before"), (400_000, "before")]
)
def test_a_full_disk_is_one_sentence_and_leaves_nothing_half_done(
    scene: Scene, loader: Loader, largest_file: int, reading: str
) -> None:
    path = scene.copy(f"full-{largest_file}")
    outcome = loader.load(path, scene.file, reading=reading, largest_file=largest_file)
    code = os.waitstatus_to_exitcode(outcome.status)
    assert code in ((0, REFUSED) if largest_file == 400_000 else (REFUSED,))
    if code == REFUSED:
        assert "no room" in str(outcome.shares[-1][0])
    assert state(path) == (scene.before if code == REFUSED else scene.after)
    assert loader.load(path, scene.file).status == 0
    assert state(path) == scene.after


def test_what_a_crash_between_commit_and_folder_left_is_put_right_on_opening(scene: Scene) -> None:
    path = scene.copy("between")
    with open_warehouse(path) as warehouse:
        load_files(warehouse, [(scene.file, Options())])
        files = warehouse.files
        (loaded,) = (row for row in list_imports(warehouse) if row.file_name == scene.file.name)
        kept = {one.name for one in files.iterdir()}
        (name,) = (one.stem for one in files.glob("*.json") if f'"import_id": {loaded.import_id},' in one.read_text())
    (files / name).rename(files / f"{name}.part")  # as it lies there in the moment of the commit
    (files / f"{name}.json").rename(files / f"{name}.json.part")
    stray = files / ("0" * 64)
    stray.with_suffix(".part").write_text("half a co")  # and another load, never committed
    with open_warehouse(path) as warehouse:
        assert {one.name for one in files.iterdir()} == kept
        undo_import(warehouse, loaded.import_id)
        assert name not in {one.name for one in files.iterdir()}
    (files / name).write_text(LATER)  # as it lies there when the undo is committed, and nothing else done
    (files / f"{name}.gone").touch()
    with open_warehouse(path):
        assert {one.name for one in files.iterdir()} == kept - {name, f"{name}.json"}


@pytest.mark.parametrize("told", ["", '{"import_id": 2, "is_sa', "{}"])
def test_an_original_whose_load_was_killed_while_it_was_laid_down_goes_on_opening(scene: Scene, told: str) -> None:
    path = scene.copy("laid")
    name = hashlib.sha256(scene.file.read_bytes()).hexdigest()
    files = path.with_name("w.duckdb.files")
    shutil.copyfile(scene.file, files / f"{name}.part")
    (files / f"{name}.json.part").write_text(told)
    assert state(path) == scene.before
    shutil.rmtree(path.parent)


def test_a_new_database_beside_kept_originals_takes_none_of_them_away(scene: Scene) -> None:
    path = scene.copy("lost")
    files = path.with_name("w.duckdb.files")
    kept = {one.name for one in files.iterdir()}
    (name,) = (one.stem for one in files.glob("*.json"))
    (files / f"{name}.gone").touch()
    path.unlink()
    with open_warehouse(path) as warehouse:
        assert not list_imports(warehouse)
    assert kept <= {one.name for one in files.iterdir()}
