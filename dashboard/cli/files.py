"""The files of a load: those that were named, and in a named folder everything that may be a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

TABLES: Final = frozenset(
    {".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip", ".parquet", ".xes", ".gz"}
)
"""Endings of files that may hold a table. What has another must be named itself."""


@dataclass(frozen=True)
class Files:
    """Paths in order; those of `found` lay in a folder: what cannot be used among them is left out, not refused."""

    paths: tuple[Path, ...]
    found: frozenset[Path]


def files_of(named: Sequence[Path]) -> Files:
    """The files to load. Raises click.UsageError for a folder without one."""
    paths: list[Path] = []
    found: set[Path] = set()
    for path in named:
        if not path.is_dir():
            paths.append(path)
            continue
        inside = [one for one in sorted(path.rglob("*")) if _may_be_table(one, path)]
        if not inside:
            endings = ", ".join(sorted(TABLES))
            raise click.UsageError(f"The folder {path} holds no file that may be a table ({endings}).")
        paths += inside
        found.update(inside)
    unique = tuple(dict.fromkeys(paths))
    return Files(unique, frozenset(found - {path for path in named if not path.is_dir()}))


def _may_be_table(path: Path, folder: Path) -> bool:
    """Whether a file ends like a table and is none of the hidden ones that programs leave behind."""
    parts = path.relative_to(folder).parts
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return path.is_file() and path.suffix.casefold() in TABLES and not hidden
