"""Arrow's functions on columns, imported when the first is asked for: that takes longer than Arrow itself.

A CSV needs none of them.
"""

from __future__ import annotations

import importlib
from typing import Any


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each function has a type of its own
    """The function of `pyarrow.compute` by its name."""
    return getattr(importlib.import_module("pyarrow.compute"), name)
