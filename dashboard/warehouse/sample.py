"""The sample company: loaded where nothing is, marked as sample until it is removed."""

from __future__ import annotations

from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import LoadResult, Progress, load_files
from sample_data import DEFAULT_FILES


def load_sample(warehouse: Warehouse, progress: Progress | None = None) -> tuple[LoadResult, ...]:
    """Load the default files of the sample company together. Raises DashboardError when one is missing or refused."""
    files = [(file.path, file.options) for file in DEFAULT_FILES]
    return load_files(warehouse, files, progress, sample=True)
