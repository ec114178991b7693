"""One piece of work in a process of its own, with the most memory that it and all its children held at one time."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

BLINK: Final = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Watched:
    """`seconds` as the work itself took them, without the start of its process; `peak_mb` of the whole tree."""

    seconds: float
    peak_mb: float


def watch(work: Callable[..., object], *args: object) -> Watched:
    """Run `work(*args)` in a fresh process. Raises RuntimeError where it fails."""
    context = multiprocessing.get_context("spawn")
    answers, sender = context.Pipe(duplex=False)
    process = context.Process(target=_timed, args=(sender, work, args))
    process.start()
    sender.close()
    peak = 0.0
    while process.is_alive() and not answers.poll(BLINK):
        peak = max(peak, _tree_mb(process.pid or 0))
    try:
        seconds = answers.recv()
    except EOFError as error:
        raise RuntimeError(f"{work} failed") from error
    process.join()
    return Watched(seconds, peak)


def _timed(sender: Any, work: Callable[..., object], args: tuple[object, ...]) -> None:
    start = time.perf_counter()
    work(*args)
    sender.send(time.perf_counter() - start)


def _tree_mb(pid: int) -> float:
    """Resident memory of a process and all below it; 0 where the system has no /proc."""
    total = 0.0
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        total = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            total += sum(_tree_mb(int(child)) for child in children.read_text(encoding="ascii").split())
    return total
