"""What holds for the whole process that serves the pages, set up once, before the first of them."""

from __future__ import annotations

import functools
import sys
from typing import Final

from dashboard.views import garbage, theme_kept

SHARE_S: Final = 0.001
"""Seconds after which a thread that computes lets another that asks for it go on; Python's own is five times that.

The thread that sends what is drawn gives way at each of some hundred messages of a page, and would wait that long each
time while another page is being drawn.
"""


@functools.cache
def prepared() -> None:
    """Collect garbage by the clock, let threads share the interpreter finely, and tell the theme from memory."""
    garbage.collected_by_the_clock()
    sys.setswitchinterval(SHARE_S)
    theme_kept.told_from_memory()
