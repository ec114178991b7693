"""Whether processes are still there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 20.0


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and waits to be asked after does not."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2][:3]
    except (FileNotFoundError, ProcessLookupError):
        return False


def in_time(true: Callable[[], bool]) -> bool:
    """Whether something becomes true within a while."""
    deadline = time.monotonic() + PATIENCE_S
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def gone(pid: int) -> bool:
    """Whether a process ends within a while."""
    return in_time(lambda: not alive(pid))
