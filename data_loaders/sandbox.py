"""Read one file in a child process: whatever it does to the reader, the caller gets a report or one clear sentence."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from data_loaders.child import NO_ROOM
from data_loaders.options import Options, Remembered
from data_loaders.problems import Refused, refused
from data_loaders.reader_processes import COMMAND, reader
from data_loaders.report import LoadReport, Said

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]

NO_MEMORY: Final = (
    "memory allocation of",
    "bad_alloc",
    "MemoryError",
    "failed to map segment",
    "Cannot allocate memory",
    "OutOfMemory",
    "out of memory",
    "can't start new thread",
)
PATIENCE: Final = 5.0
LOOK_UP: Final = 0.1
"""Seconds between two questions whether the caller still wants the file."""


@dataclass(frozen=True)
class Limits:
    """What a child may use: wall-clock and processor seconds, address space, and what an archive unpacks to."""

    seconds: float = 600.0
    memory_mb: int = 4_096
    unpacked_mb: int = 2_048

    @property
    def cpu_seconds(self) -> int:
        """Processor time: twice the wall clock, for a reader with several threads."""
        return max(1, int(self.seconds * 2))


class _TooSlow(Exception):  # noqa: N818 - a signal to the function above
    """The wall clock ran out."""


class _Unwanted(Exception):  # noqa: N818 - a signal to the function above
    """The caller no longer wants the file."""


def read_in_child(
    path: Path,
    out_dir: Path,
    options: Options | None = None,
    *,
    limits: Limits | None = None,
    progress: Progress | None = None,
    command: Sequence[str] = COMMAND,
    remembered: Mapping[str, Remembered] = MappingProxyType({}),
    cancelled: Cancelled | None = None,
) -> LoadReport:
    """The report of one file; its canonical tables lie in `out_dir`. `remembered` as `load.read_export` takes it.

    `cancelled` is asked ten times a second, in the caller's thread; True ends the reading with Refused (`cancelled`).
    Raises Refused: with the reader's own sentence, or with one about a crash, a lack of memory or of time; what
    `progress` raises goes through. The child and all that it started are gone and its temporary files removed,
    whichever way this ends; without a report, what it wrote into `out_dir` is removed as well.
    """
    options, limits = options or Options(), limits or Limits()
    file_name = options.file_name or path.name
    with _whole_or_nothing(out_dir), reader(command) as child:
        try:
            task = _task(path, out_dir, options, limits, remembered)
            answers = _talk(child.process, task, limits.seconds, progress, cancelled)
        except _TooSlow as error:
            raise refused("child_slow", file_name=file_name, limit_s=int(limits.seconds)) from error
        except _Unwanted as error:
            raise refused("cancelled", file_name=file_name) from error
        if "refused" in answers:
            raise Refused(Said(answers["refused"]["code"], answers["refused"]["values"]))
        if child.process.returncode != 0 or not answers.get("done"):
            raise _ended(child.process.returncode, child.complaint, file_name, limits)
        return LoadReport.from_json((out_dir / "report.json").read_text(encoding="utf-8"))


@contextlib.contextmanager
def _whole_or_nothing(out_dir: Path) -> Iterator[None]:
    """The folder, made where it is missing; what came into it is removed where the reading fails."""
    made = not out_dir.exists()
    out_dir.mkdir(parents=True, exist_ok=True)
    before = set(out_dir.iterdir())
    try:
        yield
    except BaseException:
        for path in set(out_dir.iterdir()) - before:
            path.unlink(missing_ok=True)
        if made:
            shutil.rmtree(out_dir, ignore_errors=True)
        raise


def _task(path: Path, out_dir: Path, options: Options, limits: Limits, remembered: Mapping[str, Remembered]) -> bytes:
    task = {
        "path": str(path.resolve()),
        "out_dir": str(out_dir.resolve()),
        "options": options.to_json(),
        "remembered": {key: [one.name, one.options.to_json()] for key, one in remembered.items()},
        "memory_mb": limits.memory_mb,
        "cpu_seconds": limits.cpu_seconds,
        "unpacked_mb": limits.unpacked_mb,
    }
    return json.dumps(task).encode() + b"\n"


def _talk(
    process: subprocess.Popen[bytes],
    task: bytes,
    seconds: float,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> dict[str, Any]:
    """Hand over the task, pass progress on, and give the child's last word. Raises _TooSlow and _Unwanted."""
    deadline = time.monotonic() + seconds
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(task)
            process.stdin.flush()  # and stays open: its end tells the child that this process is gone
    lines: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_listen, args=(process, lines), daemon=True).start()
    answers: dict[str, Any] = {}
    while True:
        line = _next(lines, deadline, cancelled)
        if line is None:
            break
        answer = _answer(line)
        if "share" in answer and progress is not None:
            progress(float(answer["share"]), str(answer.get("stage", "")))
        answers.update({name: answer[name] for name in ("refused", "done") if name in answer})
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        raise _TooSlow from None
    return answers


def _next(lines: queue.Queue[bytes | None], deadline: float, cancelled: Cancelled | None) -> bytes | None:
    """The child's next line, None at its end. Raises _TooSlow after the deadline, _Unwanted when the caller says so."""
    while True:
        if cancelled is not None and cancelled():
            raise _Unwanted
        left = deadline - time.monotonic()
        try:
            return lines.get(timeout=max(0.0, left if cancelled is None else min(left, LOOK_UP)))
        except queue.Empty:
            if time.monotonic() >= deadline:
                raise _TooSlow from None


def _listen(process: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    with contextlib.suppress(ValueError):  # closed from the other side
        for line in process.stdout or ():
            lines.put(line)
    lines.put(None)


def _answer(line: bytes) -> dict[str, Any]:
    """The answer in a line; nothing for what a library printed."""
    with contextlib.suppress(ValueError):
        answer = json.loads(line)
        if isinstance(answer, dict):
            return answer
    return {}


def _ended(code: int, complaint: str, file_name: str, limits: Limits) -> Refused:
    """The sentence for a child that ended without an answer."""
    if any(words in complaint for words in NO_MEMORY) or -code == signal.SIGKILL:
        return refused("child_memory", file_name=file_name, limit_mb=limits.memory_mb)
    if -code == getattr(signal, "SIGXCPU", 0):
        return refused("child_slow", file_name=file_name, limit_s=int(limits.seconds))
    if any(os.strerror(number) in complaint for number in NO_ROOM):
        return refused("disk_full", file_name=file_name)
    if code >= 0:
        return refused("child_crashed", file_name=file_name, ended_with=code)
    names = {one.value: one.name for one in signal.Signals}
    return refused("child_killed", file_name=file_name, signal=names.get(-code, str(-code)))
