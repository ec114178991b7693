"""New warehouses without the second that laying one out takes: copies of one made first in this process."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Final

from dashboard.warehouse.connection import Warehouse, open_warehouse

MOST: Final = 100
"""Filled warehouses that are kept, of some 7 MB each."""

_filled: dict[Hashable, Path] = {}


def warehouse_at(path: Path) -> Warehouse:
    """The warehouse at `path`, opened; an empty one where there is none. The caller closes it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_laid_out(), path)
    return open_warehouse(path)


def filled_at(path: Path, content: Hashable, fill: Callable[[Warehouse, Path], object]) -> Warehouse:
    """A new warehouse at `path` with a content that `fill(warehouse, folder)` gives it, or has given it before."""
    if content not in _filled:
        folder = _folder()
        with warehouse_at(folder / "warehouse.duckdb") as warehouse:
            fill(warehouse, folder / "tables")
        if len(_filled) == MOST:
            shutil.rmtree(_filled.pop(next(iter(_filled))).parent)
        _filled[content] = folder / "warehouse.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_filled[content], path)
    return open_warehouse(path)


@functools.cache
def _laid_out() -> Path:
    path = _folder() / "warehouse.duckdb"
    open_warehouse(path).close()
    return path


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="blank-warehouse-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
