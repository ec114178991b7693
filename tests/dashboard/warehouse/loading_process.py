"""A process that loads files in forks of itself, so that a load can be killed without paying for the imports each time.

Reads one JSON task a line: `warehouse`, `file`, `reading` (`child`: in a process of its own, as loads normally do;
`before`: the tables of the file were read once, and each fork takes them from there). Answers with the fork's process number, then, when the fork is gone, with its wait status
and the shares of progress it got to tell, each with the seconds since its start; an error's sentence is told the same
way. `largest_file`, in bytes, makes every larger write fail, as a full disk does.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from dashboard.errors import DashboardError
from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.imports import list_imports, load_files
from data_loaders import sandbox
from data_loaders.options import Options
from data_loaders.report import LoadReport

FAILED = 9


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            task = json.loads(line)
            ready = _read_once(Path(task["file"]), Path(folder)) if task["reading"] == "before" else None
            _fork(task, ready)


def _fork(task: dict[str, str], ready: Path | None) -> None:
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        os._exit(_load(task, ready, tell))
    os.close(tell)
    _answer(pid)
    with os.fdopen(told, encoding="utf-8") as pipe:
        shares = [json.loads(share) for share in pipe if share.endswith("\n")]
    _answer([os.waitpid(pid, 0)[1], shares])


def _answer(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _read_once(file: Path, folder: Path) -> Path:
    """The tables of the file, from its first reading."""
    out = folder / file.name
    if not out.exists():
        sandbox.read_in_child(file, out, Options(file_name=file.name))
    return out


def _taken_from(ready: Path) -> Callable[..., LoadReport]:
    def read(_path: Path, out: Path, *_args: object, **_named: object) -> LoadReport:
        shutil.copytree(ready, out, dirs_exist_ok=True)
        return LoadReport.from_json((out / "report.json").read_text(encoding="utf-8"))

    return read


def _load(task: dict[str, str], ready: Path | None, tell: int) -> int:
    start = time.monotonic()

    def progress(share: float, _stage: str) -> None:
        os.write(tell, f"{json.dumps([share, time.monotonic() - start])}\n".encode())

    if ready is not None:
        sandbox.read_in_child = _taken_from(ready)
    try:
        with open_warehouse(Path(task["warehouse"])) as warehouse:
            if "largest_file" in task:  # the disk is full from here on
                resource.setrlimit(resource.RLIMIT_FSIZE, (int(task["largest_file"]), resource.RLIM_INFINITY))
            try:
                load_files(warehouse, [(Path(task["file"]), Options())], progress)
            finally:
                list_imports(warehouse)  # whatever happened, the warehouse still answers
    except DashboardError as error:
        os.write(tell, f"{json.dumps([str(error), 0.0])}\n".encode())
        return error.exit_code
    except BaseException:  # noqa: BLE001 - a fork must never return into the loop of its parent
        traceback.print_exc()
        return FAILED
    return 0


if __name__ == "__main__":
    main()
