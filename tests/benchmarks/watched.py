"""One piece of work in a process of its own, with the most memory that it and all its children held at one time."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

BLINK: Final = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Watched:
    """`seconds` as the work itself took them, without the start of its process; `peak_mb` of the whole tree.

    `cpu_seconds`: processor time of the work and its children, which tells more where others use the machine too.
    """

    seconds: float
    peak_mb: float
    cpu_seconds: float = 0.0


def watch(work: Callable[..., object], *args: object, before: Callable[[], object] | None = None) -> Watched:
    """Run `work(*args)` in a fresh process, after what is not timed. Raises RuntimeError where it fails."""
    context = multiprocessing.get_context("spawn")
    answers, sender = context.Pipe(duplex=False)
    process = context.Process(target=_timed, args=(sender, work, args, before))
    process.start()
    sender.close()
    peak = 0.0
    while process.is_alive() and not answers.poll(BLINK):
        peak = max(peak, _tree_mb(process.pid or 0))
    try:
        seconds, cpu_seconds = answers.recv()
    except EOFError as error:
        raise RuntimeError(f"{work} failed") from error
    process.join()
    return Watched(seconds, peak, cpu_seconds)


def _timed(
    sender: Any, work: Callable[..., object], args: tuple[object, ...], first: Callable[[], object] | None
) -> None:
    if first is not None:
        first()
    start, before = time.perf_counter(), _cpu_seconds()
    work(*args)
    sender.send((time.perf_counter() - start, _cpu_seconds() - before))


def _cpu_seconds() -> float:
    """Processor time of this process and of those of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _tree_mb(pid: int) -> float:
    """Resident memory of a process and all below it; 0 where the system has no /proc."""
    total = 0.0
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        total = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            total += sum(_tree_mb(int(child)) for child in children.read_text(encoding="ascii").split())
    return total
