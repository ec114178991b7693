"""The sample company: loaded where nothing is, marked until it is removed, and then not brought back unasked."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import LoadResult, Progress, list_imports, load_files
from dashboard.warehouse.stored import delete, forget, rows, sample_ids
from sample_data import DEFAULT_FILES

DECLINED: Final = "sample_declined"
KEPT: Final = 4
"""Versions of the data for which it is kept whether the sample is part of them: every page asks."""


def load_sample(warehouse: Warehouse, progress: Progress | None = None) -> tuple[LoadResult, ...]:
    """Load the default files of the sample company together. Raises DashboardError when one is missing or refused."""
    files = [(file.path, file.options) for file in DEFAULT_FILES]
    return load_files(warehouse, files, progress, sample=True)


def is_first_start(warehouse: Warehouse) -> bool:
    """Nothing is loaded, and nobody has removed the sample: the moment to load it unasked."""
    declined = rows(warehouse, "SELECT 1 FROM settings WHERE name = $name", name=DECLINED)
    return not list_imports(warehouse) and not declined


def has_sample(warehouse: Warehouse) -> bool:
    """Whether the sample company is loaded."""
    return _has_sample(warehouse, warehouse.version)


@lru_cache(maxsize=KEPT)
def _has_sample(warehouse: Warehouse, _version: int) -> bool:
    return bool(rows(warehouse, "SELECT 1 FROM imports WHERE is_sample LIMIT 1"))


def remove_sample(warehouse: Warehouse) -> int:
    """Take the sample company out and remember that it is not wanted; gives how many of its files went."""
    with warehouse.transaction() as cursor:
        sample = sample_ids(cursor)
        forget(warehouse, delete(cursor, sample))
        cursor.execute("INSERT OR REPLACE INTO settings VALUES ($name, 'yes')", {"name": DECLINED})
        layout.build(cursor)
    return len(sample)
