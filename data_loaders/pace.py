"""Progress through a step whose end nobody can see: a share that moves as long as the step goes on."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

BEAT_S: Final = 0.5


@contextmanager
def moving(
    tell: Callable[[float, str], None], stage: str, *, begin: float, end: float, expected_s: float
) -> Iterator[None]:
    """Tell `begin`, then twice a second a share that nears `end`: two thirds of the way after `expected_s` seconds.

    `tell` is called from another thread in between.
    """
    over = threading.Event()

    def beat() -> None:
        start = time.monotonic()
        while not over.wait(BEAT_S):
            passed = 1 - math.exp(-(time.monotonic() - start) / expected_s)
            with suppress(OSError):  # nobody listens any more
                tell(begin + (end - begin) * passed, stage)

    tell(begin, stage)
    beating = threading.Thread(target=beat, daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()
