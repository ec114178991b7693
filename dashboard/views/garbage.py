"""Garbage is collected by the clock, beside the pages, instead of after every run.

Streamlit collects all garbage after each run of a page (`runner.postScriptGC`, off in `.streamlit/config.toml`): with
the modules of a page loaded that is most of what a rerun costs. Python itself collects by counts of new objects, which
with many visits open is a sixth of what pages cost: every one of those collections that looks at all objects finds the
visits alive. So only the young are collected by count, and all by the clock. What was loaded to begin with never
becomes garbage and is set aside, so that a collection looks only at what visits leave behind.
"""

from __future__ import annotations

import functools
import gc
import threading
import time
from typing import Final, NoReturn

WARM_UP_S: Final = 20
"""Seconds after the first run, by which the modules of the pages are loaded."""
EVERY_S: Final = 30
YOUNG: Final = 10_000
"""New objects, those of a few pages, after which the young are collected."""
BY_THE_CLOCK: Final = 1_000_000
"""Collections of the less young before one of all objects: more than there are between two by the clock."""


@functools.cache
def collected_by_the_clock() -> threading.Thread:
    """Start collecting; once a process."""
    gc.set_threshold(YOUNG, 10, BY_THE_CLOCK)
    collector = threading.Thread(target=_collect, name="garbage", daemon=True)
    collector.start()
    return collector


def _collect() -> NoReturn:
    time.sleep(WARM_UP_S)
    gc.collect()
    gc.freeze()
    while True:
        time.sleep(EVERY_S)
        gc.collect()
