"""Backups: a consistent copy of an open warehouse, made by the engine and never by copying the file."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse.connection import STORAGE_VERSION, Warehouse

EXISTS: Final = mark("{path} exists already.")
OTHER_NAME: Final = mark("Choose another name for the backup.")


def backup(warehouse: Warehouse, target: Path) -> Path:
    """Copy the warehouse and its kept originals to `target`; readers and writers may go on. Gives the path."""
    target = target.resolve()
    if target.exists():
        raise DashboardError(EXISTS, OTHER_NAME, exit_code=USAGE, path=target)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = warehouse.spool / "backup.duckdb"
    part.unlink(missing_ok=True)
    quoted = str(part).replace("'", "''")
    with warehouse.writing, closing(warehouse.cursor()) as cursor:
        cursor.execute(f"ATTACH '{quoted}' AS backup (STORAGE_VERSION '{STORAGE_VERSION}')")
        try:
            cursor.execute("COPY FROM DATABASE warehouse TO backup")
        finally:
            cursor.execute("DETACH backup")
        shutil.move(part, target)
        if warehouse.files.exists():
            shutil.copytree(warehouse.files, target.with_name(target.name + ".files"), dirs_exist_ok=True)
    return target
