"""Garbage is collected by the clock, beside the pages, instead of after every run.

Streamlit collects all garbage after each run of a page (`runner.postScriptGC`, off in `.streamlit/config.toml`): with
the modules of a page loaded that is most of what a rerun costs. What was loaded to begin with never becomes garbage and
is set aside, so that a collection looks only at what visits leave behind.
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


@functools.cache
def collected_by_the_clock() -> threading.Thread:
    """Start collecting; once a process."""
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
