"""Many files read one by one, each in a child of its own under the limits of the real one: `python -m … < names`.

Starting Python anew for each of hundreds of files would take most of the time; a fork of a process that has the
readers loaded is as easily killed and as strictly limited.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

import data_loaders.readers.workbook  # noqa: F401 - loaded once for all children
from data_loaders import child
from data_loaders.alias_tables import tables_of
from data_loaders.kinds import KINDS
from data_loaders.load import read_export
from data_loaders.problems import Refused
from data_loaders.systems import SYSTEMS
from tests.data_loaders.reading_exports import NOW

AT_ONCE: Final = 2
SECONDS: Final = 20
PATIENCE: Final = 90.0
MEMORY_MB: Final = 4_096
UNPACKED_MB: Final = 2_048


@dataclass
class Running:
    """One child, and what it has said so far."""

    name: str
    pid: int
    pipe: int
    deadline: float
    said: bytes = b""


def outcome(path: Path, folder: Path) -> dict[str, Any]:
    """How the reading of a file ended, under the limits of this process."""
    try:
        child._check(path, path.name, unpacked_mb=UNPACKED_MB)
        report = read_export(path, folder / "out", now=NOW)
    except Refused as refusal:
        return {"kind": "refused", "code": refusal.said.code, "sentence": str(refusal)}
    except BaseException as error:
        if child._out_of_memory(error):
            return {"kind": "refused", "code": "child_memory", "sentence": ""}
        raise
    kind = "question" if report.questions else "loaded"
    codes = "+".join(question.said.code for question in report.questions)
    rows = (report.rows_read, report.rows_loaded, report.rows_merged, report.rows_rejected)
    return {"kind": kind, "code": codes, "rows": rows}


def start(name: str) -> Running:
    """A child that reads one file and says how it went."""
    pipe, end = os.pipe()
    pid = os.fork()
    if pid:
        os.close(end)
        return Running(name, pid, pipe, time.monotonic() + PATIENCE)
    folder = Path(tempfile.mkdtemp(prefix="forked-"))
    tempfile.tempdir = str(folder)
    try:
        child.limit(memory_mb=MEMORY_MB, cpu_seconds=SECONDS)
        os.write(end, json.dumps(outcome(Path(name), folder)).encode())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def finished(one: Running) -> dict[str, Any] | None:
    """What a child has said once it is gone; None while it runs."""
    if select.select([one.pipe], [], [], 0.01)[0]:
        piece = os.read(one.pipe, 1 << 16)
        one.said += piece
        if piece:
            return None
    elif time.monotonic() < one.deadline:
        return None
    else:
        os.kill(one.pid, 9)
        one.said = b""
    os.close(one.pipe)
    status = os.waitpid(one.pid, 0)[1]
    return json.loads(one.said) if one.said else {"kind": "lost", "code": str(status)}


def outcomes(names: list[str]) -> Iterator[dict[str, Any]]:
    """The outcomes of all files, in the order in which they end."""
    waiting = list(reversed(names))
    running: list[Running] = []
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            running.append(start(waiting.pop()))
        for one in list(running):
            if (answer := finished(one)) is not None:
                running.remove(one)
                yield {"file": one.name, **answer}


def prepare() -> None:
    """What every child would do first, done once: without pandas, with the headers of all systems taken apart."""
    sys.meta_path.insert(0, child.WithoutPandas())
    for system, kind in product(SYSTEMS, KINDS):
        tables_of(system.name, kind.name)


if __name__ == "__main__":
    prepare()
    for answer in outcomes(sys.stdin.read().splitlines()):
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
