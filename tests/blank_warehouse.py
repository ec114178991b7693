"""New warehouses without the second that laying one out takes: copies of one made first in this process."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from dashboard.warehouse.connection import Warehouse, open_warehouse


def warehouse_at(path: Path) -> Warehouse:
    """The warehouse at `path`, opened; an empty one where there is none. The caller closes it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_laid_out(), path)
    return open_warehouse(path)


@functools.cache
def _laid_out() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="blank-warehouse-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "warehouse.duckdb"
    open_warehouse(path).close()
    return path
