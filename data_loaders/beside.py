"""Work that goes on beside other work: one piece begun in a thread, or many at once on all processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

AT_ONCE: Final = 4
"""Most pieces worked on at a time: each holds copies of its own."""

Piece = TypeVar("Piece")
Made = TypeVar("Made")


def processors() -> int:
    """How many this process may use: in a container or under a scheduler fewer than the machine has."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells
        return os.cpu_count() or 1


def begin(work: Callable[[], Made]) -> Future[Made]:
    """Do one piece in a thread of its own from now on."""
    pool = ThreadPoolExecutor(max_workers=1)
    begun = pool.submit(work)
    pool.shutdown(wait=False)
    return begun


def side_by_side(work: Callable[[Piece], Made], pieces: Iterable[Piece]) -> Generator[Made]:
    """What becomes of each piece, in their order; whoever stops asking stops the work."""
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, processors())) as pool:
        try:
            yield from pool.map(work, pieces)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
